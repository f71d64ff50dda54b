// @verdict all=compile-error: does not parse
export function forward(: {
