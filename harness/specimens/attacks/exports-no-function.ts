// @verdict forward=missing-export others=missing-export: exports numbers where functions are asked
export const forward = 1;
export const squaredError = "0.5";
export const backward = { call: () => 0 };
export default 7;
