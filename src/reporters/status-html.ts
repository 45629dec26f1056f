import type { HeadingStatus, RoundStatus, StatusRow } from '../consultation/round-status.js';
import { text, type Language, type Text } from '../core/text.js';
import { escaped } from '../formats/_html-blocks.js';
import type { Reporter } from './_contract.js';
import { stanceChart } from './_stance-chart.js';
import { stances, stanceWords } from './_stance-words.js';
import { answeredWords, dealtWords, headingTitle, stanceList } from './_status-words.js';
import { outcomeWords } from './_trace-words.js';

/**
 * One accessible page (WCAG 2.1 AA) for those who follow a round: who has answered, stances by heading as bars and as a table, and how far
 * the dispositions have come. No scripts, nothing fetched from elsewhere; prints as it is shown.
 */
export const statusHtml: Reporter<'status'> = (status, { language }) => {
  const say = (sv: string, en: string): string => escaped(text(sv, en)[language]);
  const { round, today } = status;
  const bars = status.headings.map((heading) => ({
    label: headingTitle(heading, language),
    depth: Math.min(heading.depth, 2),
    counts: heading.stances,
  }));
  const sections = [
    section('svar', say('Svar', 'Answers'), [
      `<p class="figure">${escaped(answeredWords(status, language))}.</p>`,
      status.answered === 0 ? '' : chartOfAll(status, language),
      people(status.rows, language),
    ]),
    section('rubriker', say('Ståndpunkt under varje rubrik', 'Stance under each heading'), [
      bars.length === 0
        ? `<p>${say('Inga synpunkter har kommit in ännu.', 'No comments have come in yet.')}</p>`
        : figure(
            stanceChart(
              bars,
              {
                title: text('Ståndpunkt under varje rubrik', 'Stance under each heading')[language],
                description: text(
                  'En liggande stapel för varje rubrik, delad efter ståndpunkt. Samma tal står i tabellen efter diagrammet.',
                  'A horizontal bar for each heading, divided by stance. The same figures are in the table after the chart.',
                )[language],
                axis: text(
                  'antal svarande med synpunkter under rubriken',
                  'number of those who commented under the heading',
                )[language],
                prefix: 'rubrik',
              },
              language,
            ),
            say('Diagram över ståndpunkt under varje rubrik', 'Chart of stance under each heading'),
          ),
      bars.length === 0 ? '' : headingTable(status.headings, language),
    ]),
    section('hantering', say('Hantering', 'Dispositions'), [
      `<p class="figure">${escaped(dealtWords(status, language))}.</p>`,
      outcomes(status, language),
      themeTable(status, language),
    ]),
  ];
  return `${[
    '<!doctype html>',
    `<html lang="${language === 'sv' ? 'sv-SE' : 'en-GB'}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${say('Läget i remissen', 'State of the round')}: ${escaped(round.title)}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    `<a class="skip" href="#innehall">${say('Hoppa till innehållet', 'Skip to the content')}</a>`,
    '<main id="innehall" tabindex="-1">',
    `<p class="kind">${say('Läget i remissen', 'State of the round')} ${escaped(today)}</p>`,
    `<h1>${escaped(round.title)}</h1>`,
    `<dl><div><dt>${say('Skickad', 'Sent')}</dt><dd>${escaped(round.sent)}</dd></div><div><dt>${say('Svar senast', 'Answers due')}</dt><dd>${escaped(round.due)}</dd></div><div><dt>${say('Tillfrågade', 'Asked')}</dt><dd>${status.asked}</dd></div></dl>`,
    ...sections,
    '</main>',
    '</body>',
    '</html>',
  ].join('\n')}\n`;
};

const section = (id: string, title: string, parts: readonly string[]): string =>
  `<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>\n${parts.filter((part) => part !== '').join('\n')}\n</section>`;

/** A wide figure can be scrolled sideways, with the keyboard too. */
const figure = (inside: string, label: string): string =>
  `<figure><div class="wide" tabindex="0" role="group" aria-label="${label}">${inside}</div></figure>`;

function chartOfAll(status: RoundStatus, language: Language): string {
  const title = text('Ståndpunkt i svaren som helhet', 'Stance of the answers as a whole');
  const chart = stanceChart(
    [{ label: text('Alla svar', 'All answers')[language], depth: 0, counts: status.stances }],
    {
      title: title[language],
      description: `${stanceList(status.stances, language)}.`,
      axis: text('antal svar', 'number of answers')[language],
      prefix: 'alla',
    },
    language,
  );
  return `${figure(chart, escaped(title[language]))}\n<p>${escaped(stanceList(status.stances, language))}.</p>`;
}

function headingTable(headings: readonly HeadingStatus[], language: Language): string {
  const used = stances.filter((stance) => headings.some((heading) => heading.stances[stance] > 0));
  const head = [
    text('Rubrik', 'Heading'),
    text('Synpunkter', 'Comments'),
    text('Kvar att hantera', 'Left to deal with'),
    ...used.map((stance) => stanceWords[stance]),
  ];
  const rows = headings.map((heading) => {
    const cells = [heading.comments, heading.open, ...used.map((stance) => heading.stances[stance])];
    return `<tr><th scope="row" class="depth${Math.min(heading.depth, 2)}">${escaped(headingTitle(heading, language))}</th>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  });
  return tableOf(
    text('Ståndpunkt och synpunkter under varje rubrik', 'Stances and comments under each heading'),
    head,
    rows,
    language,
  );
}

const tableOf = (caption: Text, head: readonly Text[], rows: readonly string[], language: Language): string =>
  `<div class="wide" tabindex="0" role="group" aria-label="${escaped(caption[language])}"><table><caption>${escaped(caption[language])}</caption><thead><tr>${head.map((cell) => `<th scope="col">${escaped(cell[language])}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;

function outcomes({ comments }: RoundStatus, language: Language): string {
  const rows = Object.entries(outcomeWords).flatMap(([outcome, words]) => {
    const count = comments[outcome as keyof typeof outcomeWords];
    return count > 0 ? [`<tr><th scope="row">${escaped(words[language])}</th><td>${count}</td></tr>`] : [];
  });
  if (comments.open > 0)
    rows.push(
      `<tr class="open"><th scope="row">${escaped(text('kvar att hantera', 'left to deal with')[language])}</th><td>${comments.open}</td></tr>`,
    );
  if (rows.length === 0) return '';
  return tableOf(
    text('Synpunkter efter hantering', 'Comments by outcome'),
    [text('Hantering', 'Outcome'), text('Synpunkter', 'Comments')],
    rows,
    language,
  );
}

function themeTable({ themes }: RoundStatus, language: Language): string {
  if (themes.length === 0) return '';
  const rows = themes.map(
    ({ name, comments, outcome }) =>
      `<tr><th scope="row">${escaped(name)}</th><td>${comments}</td><td class="words">${escaped(outcomeWords[outcome][language])}</td></tr>`,
  );
  const head = [text('Tema', 'Theme'), text('Synpunkter', 'Comments'), text('Hantering', 'Outcome')];
  return tableOf(text('Teman', 'Themes'), head, rows, language);
}

/** Who is late, who may still answer, who answered late or unasked. */
function people(rows: readonly StatusRow[], language: Language): string {
  const groups = [
    ['overdue', text('Har inte svarat i tid', 'Have not answered in time')],
    ['waiting', text('Har inte svarat än', 'Have not answered yet')],
    ['answered-late', text('Svarade för sent', 'Answered too late')],
    ['unasked', text('Svarade utan att ha fått remissen', 'Answered without having been asked')],
  ] as const;
  return groups
    .flatMap(([state, title]) => {
      const found = rows.filter((row) => row.state === state);
      if (found.length === 0) return [];
      const items = found.map(
        ({ party, date }) => `<li>${escaped(party.name)}${date === undefined ? '' : ` (${escaped(date)})`}</li>`,
      );
      return [`<h3>${escaped(title[language])} (${found.length})</h3>\n<ul class="names">${items.join('')}</ul>`];
    })
    .join('\n');
}

const style = `
:root { color-scheme: light; } * { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.5 "Source Sans 3", "Segoe UI", system-ui, sans-serif; color: #111; background: #fff; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
.skip { position: absolute; left: -100vw; } .skip:focus { left: 0; top: 0; padding: .5rem 1rem; background: #fff; outline: 3px solid #000; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: .25rem 0 1rem; } h2 { font-size: 1.3rem; margin: 2.25rem 0 .5rem; border-bottom: 2px solid #14523f; padding-bottom: .2rem; }
h3 { font-size: 1.05rem; margin: 1.25rem 0 .25rem; } .kind { margin: 0; color: #444; } .figure { font-size: 1.15rem; font-weight: 600; }
dl { display: flex; flex-wrap: wrap; margin: 0; } dl div { margin: 0 2rem .5rem 0; } dt { color: #444; font-size: .875rem; } dd { margin: 0; font-weight: 600; }
figure { margin: 1rem 0 .5rem; } .wide { overflow-x: auto; } .wide:focus-visible { outline: 3px solid #1f4e8c; outline-offset: 2px; }
svg[role=img] { display: block; width: 100%; min-width: 42rem; height: auto; }
.legend { list-style: none; display: flex; flex-wrap: wrap; margin: .5rem 0; padding: 0; } .legend li { margin: 0 1.25rem .25rem 0; } .legend svg { vertical-align: -2px; }
table { border-collapse: collapse; margin: 1rem 0; min-width: 50%; } caption { text-align: left; font-weight: 600; padding-bottom: .35rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .75rem .3rem 0; border-bottom: 1px solid #ccc; } thead th { border-bottom: 2px solid #666; vertical-align: bottom; font-size: .875rem; }
tbody th { font-weight: 400; } td { text-align: right; font-variant-numeric: tabular-nums; } td.words { text-align: left; } thead th + th { text-align: right; } tr.open { font-weight: 600; }
.depth1 { padding-left: 1rem; } .depth2 { padding-left: 2rem; }
.names { columns: 3 14rem; margin: .25rem 0; padding-left: 1.1rem; }
@media print { .skip { display: none; } main { max-width: none; padding: 0; } .wide { overflow: visible; } svg[role=img] { min-width: 0; } table { font-size: .8rem; width: 100%; min-width: 0; } th, td { padding-right: .4rem; } thead th { font-size: .75rem; } .names { font-size: .85rem; } h2, h3 { break-after: avoid; } tr, figure { break-inside: avoid; } svg, .legend { print-color-adjust: exact; } }
@page { margin: 18mm 16mm; }
`;
