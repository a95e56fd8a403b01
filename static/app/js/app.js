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

// A form with data-keep is sent once the service answers, so that nobody loses a page they have typed into.
const answered = new WeakSet();

async function whyNot(form) {
  try {
    const answer = await fetch(location.href, { method: "HEAD", redirect: "manual" });
    if (answer.type === "opaqueredirect" && !form.elements.seal) return "You have been logged out. Log in in another tab, then select Save again.";
    return answer.status >= 500 ? "The service does not answer. Try again." : "";
  } catch {
    return "There is no connection. Try again.";
  }
}

document.addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  if (!form.matches("[data-keep]") || answered.delete(form)) return;
  event.preventDefault();
  const why = await whyNot(form);
  form.querySelector(".app-refused")?.remove();
  if (!why) {
    answered.add(form);
    form.requestSubmit(submitter);
    return;
  }
  const said = document.createElement("p");
  said.className = "app-refused";
  said.setAttribute("role", "alert");
  said.textContent = `We could not save. Your text is still here. ${why}`;
  form.querySelector(".app-actions").before(said);
});
