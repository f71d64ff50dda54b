// @verdict all=passed: exports under names that are special to objects
import * as honest from "./honest.ts";

const odd = JSON.parse('{"__proto__":1,"constructor":2,"hasOwnProperty":3,"toString":4}');
module.exports = Object.assign(odd, honest);
