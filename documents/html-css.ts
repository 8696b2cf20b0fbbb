/** The sheet for the classes of the html preview; the page that shows a preview includes it once. */

export const OFFICIAL_DOCUMENT_CSS = `
.vb { font-family: 'Times New Roman', Tinos, 'Liberation Serif', serif; font-size: 1.125rem; line-height: 1.4; color: #000; background: #fff; max-width: 52rem; margin: 0 auto; padding: 1.5rem 1rem; overflow-wrap: anywhere; }
.vb p { margin: 0; }
.vb ul { list-style: none; margin: 0; padding: 0; }
.vb-sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.vb .vb-draft { text-align: center; font-weight: bold; letter-spacing: .2em; border: 2px dashed #8a1c1c; color: #8a1c1c; padding: .25rem; margin-bottom: 1rem; }
.vb-header { display: grid; gap: 1rem; text-align: center; margin-bottom: 1.5rem; }
.vb-parent, .vb-issuer, .vb-nation, .vb-party, .vb-type, .vb-appendix-title, .vb-sign-authority, .vb-sign-title { text-transform: uppercase; }
.vb-issuer, .vb-nation, .vb-motto, .vb-party, .vb-sign-authority, .vb-sign-title, .vb-sign-name { font-weight: bold; }
.vb-HD05 .vb-sign-title { font-weight: normal; }
.vb-nation { font-size: min(1.125rem, 4.1vw); white-space: nowrap; }
.vb-motto, .vb-party { display: inline-block; border-bottom: 1px solid #000; }
.vb-date { font-style: italic; }
.vb-letter-title { font-size: 1rem; font-weight: normal; margin: .25rem 0 0; }
.vb-dang .vb-letter-title { font-style: italic; }
.vb-rule { display: block; border-top: 1px solid #000; width: 5rem; margin: .25rem auto .5rem; }
.vb-title-block { text-align: center; font-size: 1.125rem; margin: 1rem 0 .25rem; }
.vb-type, .vb-title { display: block; }
.vb-dashes, .vb-to { text-align: center; }
.vb .vb-to, .vb .vb-to-many { margin-bottom: 1rem; }
.vb-to-many { margin-left: 15%; }
.vb-to-many ul { margin-left: 2rem; }
.vb-heading { font-size: 1.125rem; margin: .75rem 0 .375rem; text-indent: 1.27cm; }
.vb-heading-0 { text-align: center; text-indent: 0; }
.vb-heading-1 { text-transform: uppercase; }
.vb-heading-3 { font-style: italic; }
.vb .vb-p { margin: 0 0 .375rem; text-indent: 1.27cm; }
.vb-p-justify { text-align: justify; }
.vb .vb-p-center { text-align: center; text-indent: 0; }
.vb .vb-p-left { text-indent: 0; }
.vb-list li { text-indent: 1.27cm; text-align: justify; margin-bottom: .375rem; }
.vb-list-dash li::before { content: '- '; }
.vb-list-plus li::before { content: '+ '; }
.vb-list-dot li::before { content: '• '; }
.vb-table-scroll { overflow-x: auto; margin: .5rem 0 1rem; }
.vb-table-scroll:focus-visible, .vb-source:focus-visible { outline: 3px solid #0b57d0; outline-offset: 2px; }
.vb-table { border-collapse: collapse; width: 100%; font-size: 1rem; overflow-wrap: normal; }
.vb-table th, .vb-table td { border: 1px solid #000; padding: .25rem .375rem; vertical-align: top; }
.vb-table thead th { vertical-align: middle; }
.vb-group th { text-align: left; }
.vb-bold td { font-weight: bold; }
.vb-left { text-align: left; }
.vb-center { text-align: center; }
.vb-right { text-align: right; }
.vb-indent { padding-left: 1.25rem; }
.vb-header .vb-left, .vb-header .vb-right { text-align: center; }
.vb-foot { display: grid; gap: 1.5rem; margin-top: 1.5rem; }
.vb-recipients { font-size: .9rem; }
.vb-recipients-label { font-weight: bold; font-style: italic; }
.vb-dang .vb-recipients-label { font-weight: normal; font-style: normal; text-decoration: underline; }
.vb-signature { text-align: center; }
.vb .vb-sign-name { margin-top: 4rem; }
.vb .vb-footnote { font-style: italic; font-size: .95rem; margin-top: 1rem; }
.vb-appendix { margin-top: 2.5rem; padding-top: 1.5rem; border-top: 2px solid #767676; }
.vb-appendix-label { text-align: center; font-size: 1.125rem; margin: 0; }
.vb-attached { text-align: center; font-style: italic; }
.vb-page-break { border: 0; border-top: 1px dashed #767676; }
.vb-sources { margin-left: .2em; }
/* A phone without Times falls back to a wider face: the head and the text give way, nothing sticks out. */
@media (max-width: 30rem) {
  .vb { font-size: 1rem; padding: 1rem .75rem; }
  .vb-nation { font-size: min(1rem, 3.5vw); }
  .vb-title-block, .vb-heading, .vb-appendix-label { font-size: 1.0625rem; }
  .vb-heading, .vb .vb-p, .vb-list li { text-indent: .75cm; }
  .vb-p-justify, .vb-list li { text-align: left; }
  .vb-date { font-size: .9375rem; }
}
@media (min-width: 44rem) {
  .vb { padding: 2.5rem 3rem; }
  .vb-header { grid-template-columns: 2fr 3fr; }
  .vb-dang .vb-header, .vb-foot { grid-template-columns: 1fr 1fr; }
}
`;
