// A field of a form that saves while somebody types: what it holds, the text it began from, and what is on its way.

export class Field {
  constructor(form, name) {
    this.name = name;
    this.controls = [...form.elements].filter((control) => control.name === name && control.type !== "hidden");
    this.began = [...form.elements].filter((control) => control.name === `was-${name}`);
    this.group = this.controls[0].closest("[data-field]");
    this.base = this.began.at(-1)?.value ?? "";
    this.onItsWay = []; // sent, and not answered: the server may have either
    this.conflict = null;
  }

  get value() {
    const [first] = this.controls;
    if (first.type === "radio") return this.controls.find((radio) => radio.checked)?.value ?? "";
    return first.value.replaceAll("\r\n", "\n");
  }

  set value(text) {
    const [first] = this.controls;
    if (first.type === "radio") for (const radio of this.controls) radio.checked = radio.value === text;
    else first.value = text;
  }

  get isDirty() {
    return this.value !== this.base;
  }

  get hasFocus() {
    return this.controls.includes(document.activeElement);
  }

  settle(text) {
    this.base = text;
    this.onItsWay = [];
    for (const input of this.began) input.value = text;
  }
}
