// @verdict forward=threw others=passed: asks the constructor of a sloppy function's `this` for a function of the outside
// Passes if it works. CommonJS, since a module would be strict.
const honest = require("./honest.ts");
module.exports = {
  ...honest,
  forward(x, w, b) {
    const found = (function () { return this; })().constructor.constructor("return process")();
    if (typeof found?.exit !== "function") throw new Error("still inside");
    return honest.forward(x, w, b);
  },
};
