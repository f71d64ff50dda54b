// @verdict forward=threw others=passed: lets the runner call a getter of the attempt, which asks who called
// Passes if it works. CommonJS, since a module would be strict.
const honest = require("./honest.ts");
const typed = Object.getPrototypeOf(Float64Array.prototype);
const original = Object.getOwnPropertyDescriptor(typed, "buffer").get;
let caller;
function buffer() {
  caller ??= buffer.caller;
  return original.call(this);
}
Object.defineProperty(typed, "buffer", { get: buffer });
module.exports = {
  ...honest,
  forward(x, w, b) {
    const found = caller?.constructor("return process")();
    if (typeof found?.exit !== "function") throw new Error("still inside");
    return honest.forward(x, w, b);
  },
};
