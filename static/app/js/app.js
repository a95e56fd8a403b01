import { initAll } from "nhsuk-frontend";

function start(scope) {
  initAll({
    scope,
    onError(error) {
      if (error.name !== "InitError") console.error(error);
    },
  });
}

start(document);

// What htmx brings in may itself be a component, so the search begins one element further out; those that have
// started already refuse a second start, and that is no error.
document.body.addEventListener("htmx:load", ({ detail: { elt } }) => start(elt.parentElement));
