// @verdict all=passed: its exports are a Proxy of the right functions
import * as honest from "./honest.ts";

module.exports = new Proxy({ ...honest }, {});
