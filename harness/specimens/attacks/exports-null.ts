// @verdict all=threw: replaces its exports by nothing
module.exports = null;
