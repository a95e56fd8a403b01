"""Reading an upload no further than a file may be large."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from lsc_places.documents.kinds import MOST_BYTES

CUT = "lsc_places.upload_cut"
MOST_TO_READ = 3 * MOST_BYTES


class Bounded(FileUploadHandler):
    """Passes on what is sent until it is too large; far beyond that it stops listening.

    A file a little too large is passed on whole, so that the form can say so beside the field; of one far larger the rest
    is not even read, and the request remembers it in ``META[CUT]``.
    """

    chunk_size = 64 * 2**10

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.read = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.read += len(raw_data)
        if self.read > MOST_TO_READ:
            if self.request is not None:
                self.request.META[CUT] = True
            raise StopUpload(connection_reset=True)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
