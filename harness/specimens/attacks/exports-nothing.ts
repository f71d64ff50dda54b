// @verdict all=missing-export: a script whose functions are never exported
const forward = () => ({ z: 0, a: 0 });
