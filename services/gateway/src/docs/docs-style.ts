/** How the page of the interfaces looks: the board's colours, by the reader's own theme. */
export const DOCS_STYLE = `:root {
  color-scheme: light dark;
  --ground: #f2f4f7; --panel: #fff; --line: #dce2e9; --ink: #10171f; --ink2: #44505c; --accent: #2454cf; --tint: #e9edf2;
}
@media (prefers-color-scheme: dark) {
  :root { --ground: #0a0f14; --panel: #121a22; --line: #24303c; --ink: #ebf1f6; --ink2: #b0bdc9; --accent: #82abff; --tint: #1a2530; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 0.9375rem/1.5 Inter, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Liberation Sans", sans-serif; }
header, main { max-width: 64rem; margin: 0 auto; padding: 1rem 1.5rem; }
h1 { font-size: 1.75rem; margin: 0.5rem 0; }
h2 { font-size: 1.25rem; margin: 2rem 0 0; text-transform: capitalize; }
h3 { font-size: 0.8125rem; margin: 1rem 0 0.25rem; color: var(--ink2); }
p { margin: 0.5rem 0; max-width: 80ch; }
a { color: var(--accent); }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
nav { position: sticky; top: 0; background: var(--panel); border-block: 1px solid var(--line); z-index: 1; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; max-width: 64rem; margin: 0 auto; padding: 0.5rem 1.5rem; list-style: none; }
nav a { display: inline-block; padding: 0.25rem 0; }
section { scroll-margin-top: 3rem; }
details { background: var(--panel); border: 1px solid var(--line); border-radius: 8px; margin: 0.5rem 0; }
summary { padding: 0.5rem 0.75rem; cursor: pointer; overflow-wrap: anywhere; }
details[open] > summary { border-bottom: 1px solid var(--line); }
.inside { scroll-margin-top: 6.5rem; padding: 0.25rem 0.75rem 0.75rem; overflow-x: auto; }
code { font: 0.875em/1.4 ui-monospace, "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace; }
.method { display: inline-block; min-width: 4.5rem; font-weight: 600; }
.name { font-weight: 600; }
.say, .type, .may { color: var(--ink2); }
.may { font-size: 0.8125rem; font-style: italic; }
.type { font: 0.875em/1.4 ui-monospace, "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace; }
.type + .say::before, .may + .say::before { content: "· "; }
.type code { background: var(--tint); border-radius: 4px; padding: 0 0.25rem; }
ul.fields { list-style: none; margin: 0.25rem 0; padding: 0; }
ul.fields ul.fields { border-inline-start: 2px solid var(--line); margin-inline-start: 0.25rem; padding-inline-start: 0.75rem; }
ul.fields > li { padding: 0.125rem 0; }
.content { margin: 0.25rem 0; }
`;
