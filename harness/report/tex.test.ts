import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { texToText } from "./tex.ts";

/** TeX on the left, what a terminal shows on the right. */
const reads = (cases: readonly (readonly [tex: string, text: string])[]) => {
  it.each(cases)("%s", (tex, text) => expect(texToText(tex)).toBe(text));
};
const { raw } = String;

describe("symbols", () => {
  reads([
    [raw`w \leftarrow w - \eta\, \partial L / \partial w`, "w ← w - η ∂L / ∂w"],
    [raw`x \in \mathbb{R}^n`, "x ∈ ℝⁿ"],
    [raw`a \odot b \times c \cdot d`, "a ⊙ b × c · d"],
    [raw`0 \le x \ge y \ne z`, "0 ≤ x ≥ y ≠ z"],
    [raw`f \to \infty`, "f → ∞"],
    [raw`\lfloor (n + 2p - k)/s \rfloor + 1`, "⌊(n + 2p - k)/s⌋ + 1"],
    [raw`\|x\|_2^2 \le \lVert W \rVert_F`, "‖x‖₂² ≤ ‖W‖_F"],
    [raw`\mathcal{L}(\theta), \mathcal N, \mathbb{E}[X]`, "ℒ(θ), 𝒩, 𝔼[X]"],
    [raw`1{,}000 \not= 2 \not\in S`, "1,000 ≠ 2 ∉ S"],
    [raw`\sigma'(z), f''`, "σ′(z), f′′"],
    [raw`\{ x \mid x > 0 \}`, "{x | x > 0}"],
  ]);
});

describe("spacing", () => {
  reads([
    ["a=b+c", "a = b + c"],
    ["-x, a - -b, |-x| - y", "-x, a - -b, |-x| - y"],
    [raw`f(\cdot), p(\cdot \mid x)`, "f(·), p(· | x)"],
    [raw`\delta x_i`, "δxᵢ"],
    ["W x + U h", "W x + U h"],
    [raw`\log x + \max(a, b)`, "log x + max(a, b)"],
    ["x[1:n] := 3", "x[1:n] := 3"],
    [raw`1 \cdot 3 \cdots (2n + 1), \eta/\,(1 - \mu)`, "1 · 3 ⋯ (2n + 1), η/(1 - μ)"],
    [raw`a \quad b \qquad c`, "a  b    c"],
    [raw`\operatorname{softmax}\left(z\right)_i`, "softmax(z)ᵢ"],
    [raw`d_{\text{model}} x`, "d_model x"],
  ]);
});

describe("fractions, roots and accents", () => {
  reads([
    [raw`\frac{1}{1 + e^{-z}}`, "1/(1 + e⁻ᶻ)"],
    [raw`\frac{\partial L}{\partial w_i}`, "∂L/∂wᵢ"],
    [raw`\tfrac{1}{2}(a - y)^2`, "½(a - y)²"],
    [raw`\frac12 x`, "½ x"],
    [raw`-\frac{1}{N}\sum_{i=1}^N x_i`, "-(1/N) ∑ᵢ₌₁ᴺ xᵢ"],
    [raw`\frac{a}{bc} + \frac{a}{f(x)} + \frac{a}{(b + c)}`, "a/(bc) + a/f(x) + a/(b + c)"],
    [raw`\frac{a}{(b)(c)}`, "a/((b)(c))"],
    [raw`\frac{a + b}{2h} \cdot c`, "(a + b)/(2h) · c"],
    [raw`\frac{\frac{a}{b}}{c}`, "(a/b)/c"],
    [raw`\left(\frac{a}{b}\right)^2, \frac{a}{b}^2, \log\frac{a}{b}`, "(a/b)², (a/b)², log(a/b)"],
    [raw`\frac{QK^\top}{\sqrt{d_k}}`, "QKᵀ/√dₖ"],
    [raw`\sqrt{\sigma^2 + \epsilon} + \sqrt[3]{x}`, "√(σ² + ε) + ³√x"],
    [raw`\hat{y}_i + \bar x + \tilde{c}_t`, "ŷᵢ + x̄ + c̃ₜ".normalize()],
    [raw`\hat{xy}`, "hat(xy)"],
    [raw`\text{50\% of $\alpha$ and~so}`, "50% of α and so"],
    [raw`\binom{n}{k}`, "C(n, k)"],
  ]);
});

describe("scripts", () => {
  reads([
    ["10^{-5}, x^{n+1}, x^{(i)}, A^{-1}, x^*", "10⁻⁵, xⁿ⁺¹, x⁽ⁱ⁾, A⁻¹, x*"],
    ["h_{t-1}, W_{xh}, W_Q, x_{t,i}", "hₜ₋₁, Wₓₕ, W_Q, x_(t,i)"],
    ["x_i^2 + x^2_i", "xᵢ² + x²ᵢ"],
    ["e^{x_i}", "e^(xᵢ)"],
    [raw`e^{-\frac{(x-\mu)^2}{2\sigma^2}}`, "e^(-(x - μ)²/(2σ²))"],
    [raw`\sum_{j \ne i} w_j`, "∑_(j≠i) wⱼ"],
    [raw`\nabla_\theta J`, "∇_θ J"],
    [raw`\lim_{h \to 0} f`, "lim_(h→0) f"],
    [raw`n_{\text{in}}`, "n_in"],
    [raw`\underbrace{a + b}_{\text{skip}}`, "(a + b) [skip]"],
  ]);
});

describe("environments", () => {
  it("sets equations one under the other, aligned where & says so", () => {
    expect(
      texToText(raw`\begin{aligned} i_t &= \sigma(a) \\[2pt] c'_t &= f_t \odot c \\ &+ x \end{aligned}`).split("\n"),
    ).toEqual([" iₜ = σ(a)", "c′ₜ = fₜ ⊙ c", "    + x"]);
  });

  it("sets cases behind a brace, under their own column", () => {
    const tex = raw`f(x) = \begin{cases} x & \text{if } x > 0 \\ \alpha x & \text{otherwise} \end{cases}`;
    expect(texToText(tex).split("\n")).toEqual(["f(x) = { x   if x > 0", "         αx  otherwise"]);
  });

  reads([
    [raw`A = \begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix} x`, "A = [1, 2; 3, 4] x"],
    [raw`\begin{pmatrix} a \\ b \end{pmatrix}^\top`, "(a; b)ᵀ"],
    [raw`\begin{array}{cc} a & b \\ c & d \end{array}`, "a, b; c, d"],
    [raw`a \\ b`, "a\nb"],
    ["", ""],
  ]);
});

describe("what it does not know", () => {
  reads([
    [raw`\softplus(x) + \foo{y}`, "softplus(x) + foo y"],
    [raw`\frac{a`, "a/()"],
    [raw`{x}} + \left( y`, "x + (y"],
    [raw`\begin{gizmo} a & b \end{gizmo}`, "a b"],
    ["损失 = L", "损失 = L"],
  ]);

  it("never throws, and never leaves a backslash of a macro", () => {
    const parts = fc.constantFrom(
      ..."\\frac \\sqrt [ ] { } _ ^ & \\\\ ' a 12 \\begin{cases} \\end{cases} \\left \\text \\hat - = \\".split(" "),
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 30 }), (tokens) => {
        expect(texToText(tokens.join(" "))).not.toMatch(/\\(frac|sqrt|begin|end|left|text|hat)/);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (tex) => {
        expect(texToText(tex)).toBeTypeOf("string");
      }),
    );
  });
});
