// NHS components start on the page, and again in whatever htmx brings in. htmx announces the whole page too, which
// has started already.
import { initAll } from "nhsuk-frontend";

initAll();

document.body.addEventListener("htmx:load", ({ detail: { elt } }) => {
  if (elt !== document.body) initAll({ scope: elt });
});
