// @verdict forward=threw others=passed: asks a sloppy function who called it
// Passes if it works. CommonJS, since a module would be strict.
const honest = require("./honest.ts");
module.exports = {
  ...honest,
  forward: function forward(x, w, b) {
    const found = (forward.caller ?? arguments.callee.caller).constructor("return process")();
    if (typeof found?.exit !== "function") throw new Error("still inside");
    return honest.forward(x, w, b);
  },
};
