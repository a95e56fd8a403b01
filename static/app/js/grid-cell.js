// A cell of the grid: opened where it stands, saved by itself, and never without what was typed.

const REASONS = {
  403: "You do not have the right to change this any more",
  404: "It is not there any more",
  413: "It is more than can be sent at once",
  429: "Too much is being saved at once",
};
const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "numeric", minute: "2-digit", hour12: true, timeZone: "Europe/London" });

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

export function parsed(html) {
  const template = document.createElement("template");
  template.innerHTML = html; // from our own server, which has escaped what people wrote
  return template.content;
}

export class Cell {
  constructor(grid, td) {
    this.grid = grid;
    this.td = td;
    this.row = td.parentElement;
    this.name = td.dataset.f;
    this.column = grid.columns.get(this.name);
    this.bases = [td.dataset.t ?? td.firstElementChild?.textContent ?? ""]; // what the server may hold
    this.shown = this.bases[0];
    this.unsaved = null;
    this.editor = null;
  }

  get label() {
    return this.td.dataset.label;
  }

  open(text = this.unsaved ?? this.shown) {
    if (this.editor) return;
    this.grid.closeOthers(this);
    const control = this.control(text);
    this.before = [...this.td.childNodes];
    this.editor = element("div", { class: "app-cell-editor" });
    const save = element("button", { type: "button", class: "nhsuk-button nhsuk-button--small" }, "Save");
    const cancel = element("button", { type: "button", class: "app-link-button" }, "Cancel");
    save.addEventListener("click", () => this.commit());
    cancel.addEventListener("click", () => this.cancel());
    this.editor.append(element("label", { for: control.id }, this.label), control, element("div", { class: "app-cell-editor__buttons" }, save, cancel));
    this.td.replaceChildren(this.editor);
    this.row.classList.add("app-grid-table__editing");
    control.focus();
    if (control.select) control.select();
  }

  control(text) {
    const id = `cell-${this.row.id}-${this.name}`;
    const { kind, longest, rows } = this.column.dataset;
    if (kind === "choice") {
      const select = element("select", { id, class: "nhsuk-select" });
      select.append(document.getElementById(`choices-${this.name}`).content.cloneNode(true));
      if (![...select.options].some((one) => one.value === text)) select.append(element("option", { value: text }, text));
      select.value = text;
      return select;
    }
    const control = rows ? element("textarea", { id, rows, class: "nhsuk-textarea" }) : element("input", { id, class: "nhsuk-input", autocomplete: "off" });
    if (longest > 0 && !rows) control.dataset.longest = longest;
    control.value = text;
    return control;
  }

  get typed() {
    return this.editor.querySelector("input, select, textarea").value.replaceAll("\r\n", "\n");
  }

  cancel() {
    this.close();
    this.td.replaceChildren(...this.before);
    this.grid.focus(this.td);
  }

  close() {
    this.editor = null;
    this.row.classList.remove("app-grid-table__editing");
  }

  commit({ stay = true } = {}) {
    if (!this.editor) return;
    const text = this.typed;
    const words = this.editor.querySelector("select")?.selectedOptions[0].textContent ?? text;
    if (text === this.shown && this.unsaved === null) {
      this.close();
      this.td.replaceChildren(...this.before);
    } else {
      this.close();
      this.send(text, words);
    }
    if (stay) this.grid.focus(this.td);
  }

  // Show what was typed at once, and say in the cell that it is on its way.
  send(text, words = text) {
    this.unsaved = text;
    this.words = words;
    this.show(words, "Saving", "half");
    this.grid.queue(this.row, () => this.post(text));
  }

  show(words, status, shape, ...more) {
    const kind = { tick: " app-save--done", square: " app-save--failed" }[shape] ?? "";
    const drawn = document.getElementById(`shape-${shape}`).content.cloneNode(true);
    const line = element("span", { class: `app-save${kind}` }, drawn, element("span", {}, status, ...more));
    const text = element("span", words ? {} : { class: "app-quiet" }, words || "Nothing");
    this.td.replaceChildren(text, line);
  }

  async post(text, { isSecond = false } = {}) {
    if (this.unsaved !== text) return; // something newer is behind it
    const bases = [...this.bases];
    if (!this.bases.includes(text)) this.bases.push(text);
    const answer = await this.grid.ask(this, text, bases);
    if (answer === null) return this.fail("There is no connection");
    const { status } = answer;
    if (status === 200) return this.take(await answer.text(), text);
    if (status === 409) return this.meet(await answer.text(), bases);
    if (status === 410 || status === 422) return this.refuse(await answer.text(), status);
    if (answer.type === "opaqueredirect") return this.fail("You have been logged out. Log in in another tab");
    if (status === 403 && !isSecond && (await this.grid.renew(this.row))) return this.post(text, { isSecond: true });
    return this.fail(REASONS[status] ?? "The service could not save it");
  }

  take(html, text) {
    const part = parsed(html);
    const said = part.firstElementChild.dataset.said;
    if (this.unsaved === text) this.unsaved = null;
    const fresh = part.querySelector("tr");
    if (this.editor) this.settle([...fresh.cells].find((one) => one.dataset.f === this.name));
    this.grid.renewRow(this.row, fresh);
    const others = said.includes("also changed") ? `. ${said.slice(said.indexOf(". ") + 2)}` : "";
    const drawn = document.getElementById("shape-tick").content.cloneNode(true);
    const line = element("span", { class: "app-save app-save--done" }, drawn, element("span", {}, `Saved ${CLOCK.format(new Date()).replace(" ", "")}${others}`));
    if (!this.editor && this.unsaved === null) this.td.append(line);
    this.grid.say(said);
  }

  // What this window saved is there: a cell opened again meanwhile begins from it.
  settle(td) {
    this.bases = [td.dataset.t ?? td.firstElementChild?.textContent ?? ""];
    [this.shown] = this.bases;
    this.before = [...td.cloneNode(true).childNodes];
  }

  get isChanged() {
    return Boolean(this.editor) && this.typed !== this.shown;
  }

  fail(why) {
    if (this.editor) return this.grid.say(`${this.row.id} ${this.label} not saved: ${why}`);
    const again = element("button", { type: "button", class: "app-link-button" }, "try again");
    again.addEventListener("click", (event) => {
      event.stopPropagation();
      this.grid.focus(this.td);
      this.send(this.unsaved, this.words);
    });
    this.show(this.words, `Not saved. ${why}: `, "square", again);
    this.grid.say(`${this.row.id} ${this.label} not saved: ${why}`);
  }

  refuse(html, status) {
    const part = parsed(html).firstElementChild;
    const words = part.textContent.replace(/\s+/g, " ").trim();
    for (const form of part.querySelectorAll("form")) form.append(element("input", { type: "hidden", name: "csrfmiddlewaretoken", value: this.grid.token.value }));
    this.bases = this.bases.slice(0, 1);
    this.show(this.words, "Not saved", "square");
    this.td.append(part);
    if (status === 422 && !this.grid.isBusyElsewhere(this)) {
      this.open(this.unsaved);
      part.id = `why-${this.row.id}-${this.name}`;
      this.editor.append(part);
      this.editor.querySelector("input, select, textarea").setAttribute("aria-describedby", part.id);
    }
    this.grid.say(words);
  }

  // Somebody else changed the same: both are shown under the row, and each has a way out.
  meet(html, bases) {
    this.clash?.remove();
    const part = parsed(html).firstElementChild;
    const { theirs, version, said } = part.dataset;
    const mine = this.unsaved;
    this.clash = element("tr", { class: "app-grid-table__conflict", role: "row" }, element("td", { role: "gridcell", colspan: this.row.cells.length }, part));
    this.row.after(this.clash);
    this.bases = bases;
    this.show(this.words, "Yours, see below", "triangle");
    const settle = (act) => {
      this.bases = [theirs];
      this.row.dataset.v = version;
      this.clash.remove();
      this.clash = null;
      act();
    };
    const acts = {
      take: () => this.grid.queue(this.row, async () => {
        this.unsaved = theirs;
        await this.post(theirs); // it is so already: the answer is the row as it is
        this.grid.focus(this.td);
      }),
      keep: () => {
        this.send(mine, this.words);
        this.grid.focus(this.td);
      },
      edit: () => this.open(mine),
    };
    for (const button of part.querySelectorAll("[data-act]")) button.addEventListener("click", () => settle(acts[button.dataset.act]));
    if (!this.grid.isBusyElsewhere(this)) part.querySelector("h2").focus();
    this.grid.say(said);
  }
}
