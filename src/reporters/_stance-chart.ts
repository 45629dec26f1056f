import type { StanceCounts } from '../consultation/round-status.js';
import { escaped } from '../formats/_html-blocks.js';
import type { Stance } from '../model/consultation.js';
import { stances, stanceWords } from './_stance-words.js';
import type { Language } from '../core/text.js';

/** One bar: its label, and how many take each stance. */
export interface Bar {
  label: string;
  depth: number;
  counts: StanceCounts;
}

/** Ink and mark of each stance: told apart by pattern as well as by colour, and in grey. */
const looks: Record<Stance, { ink: string; mark: string }> = {
  approves: { ink: '#14523f', mark: '' },
  'approves-with-comments': {
    ink: '#bfe3cf',
    mark: '<path d="M-2 2 2-2M0 8 8 0M6 10 10 6" stroke="#14523f" stroke-width="1.6"/>',
  },
  'no-objection': { ink: '#d6e4f5', mark: '<circle cx="4" cy="4" r="1.5" fill="#1f4e8c"/>' },
  abstains: { ink: '#e6e6e6', mark: '<path d="M0 2H8M0 6H8" stroke="#555" stroke-width="1.2"/>' },
  rejects: { ink: '#f3c6c4', mark: '<path d="M0 0 8 8M8 0 0 8" stroke="#8f1d1d" stroke-width="1.5"/>' },
  unstated: { ink: '#ffffff', mark: '' },
};

const labelWidth = 330;
const chartWidth = 900;
const barHeight = 22;
const lineHeight = 15;

/**
 * Stacked bars of stances as inline SVG, with a title and a description for those who do not see it, and patterns beside colours. `prefix`
 * keeps the ids of several charts on one page apart.
 */
export function stanceChart(
  bars: readonly Bar[],
  told: { title: string; description: string; axis: string; prefix: string },
  language: Language,
): string {
  const most = Math.max(1, ...bars.map(({ counts }) => total(counts)));
  const step = most <= 12 ? 1 : Math.ceil(most / 10 / 5) * 5;
  const ticks = Array.from({ length: Math.floor(most / step) + 1 }, (_, index) => index * step);
  const unit = (chartWidth - labelWidth - 30) / most;
  let y = 6;
  const rows = bars.map(({ label, depth, counts }) => {
    const lines = brokenLabel(label, 46 - depth * 2);
    const height = Math.max(barHeight, lines.length * lineHeight) + 10;
    const middle = y + (height - 10) / 2;
    const text = lines
      .map((line, index) => {
        const at = middle + (index - (lines.length - 1) / 2) * lineHeight + 4.5;
        return `<text x="${depth * 12}" y="${rounded(at)}">${escaped(line)}</text>`;
      })
      .join('');
    let x = labelWidth;
    const parts = stances.flatMap((stance) => {
      const count = counts[stance];
      if (count === 0) return [];
      const width = count * unit;
      const top = middle - barHeight / 2;
      const part = `<rect x="${rounded(x)}" y="${rounded(top)}" width="${rounded(width - 1.5)}" height="${barHeight}" fill="url(#${told.prefix}-${stance})" stroke="#333" stroke-width="0.8"/>${numbered(count, x + (width - 1.5) / 2, middle)}`;
      x += width;
      return [part];
    });
    y += height;
    return text + parts.join('');
  });
  const bottom = y;
  const grid = ticks
    .map((tick) => {
      const x = rounded(labelWidth + tick * unit);
      return `<path d="M${x} 0V${rounded(bottom)}" stroke="#ddd"/><text x="${x}" y="${rounded(bottom + 16)}" text-anchor="middle" fill="#444">${tick}</text>`;
    })
    .join('');
  const [titleId, descriptionId] = [`${told.prefix}-title`, `${told.prefix}-desc`];
  const height = rounded(bottom + 38);
  return `<svg role="img" aria-labelledby="${titleId} ${descriptionId}" viewBox="0 0 ${chartWidth} ${height}" width="${chartWidth}" height="${height}" font-size="13" font-family="inherit" fill="#111"><title id="${titleId}">${escaped(told.title)}</title><desc id="${descriptionId}">${escaped(told.description)}</desc><defs>${stances.map((stance) => pattern(stance, `${told.prefix}-${stance}`)).join('')}</defs>${grid}${rows.join('')}<text x="${rounded((labelWidth + chartWidth - 30) / 2)}" y="${rounded(bottom + 33)}" text-anchor="middle" fill="#444">${escaped(told.axis)}</text></svg>${legend(bars, told.prefix, language)}`;
}

/** The number of a part, on a plate of its own so that it is read on any pattern. */
const numbered = (count: number, x: number, y: number): string => {
  const width = 9 + String(count).length * 6;
  return `<rect x="${rounded(x - width / 2)}" y="${rounded(y - 8)}" width="${width}" height="16" rx="3" fill="#fff" stroke="#333" stroke-width="0.6"/><text x="${rounded(x)}" y="${rounded(y + 4.5)}" text-anchor="middle" font-weight="600">${count}</text>`;
};

function pattern(stance: Stance, id: string): string {
  const { ink, mark } = looks[stance];
  return `<pattern id="${id}" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="${ink}"/>${mark}</pattern>`;
}

/** The stances that occur, each with its pattern and its word. */
function legend(bars: readonly Bar[], prefix: string, language: Language): string {
  const found = stances.filter((stance) => bars.some(({ counts }) => counts[stance] > 0));
  const items = found.map((stance) => {
    // A pattern of its own, since not every program looks for one in another drawing.
    const id = `${prefix}-${stance}-mark`;
    return `<li><svg aria-hidden="true" width="26" height="16"><defs>${pattern(stance, id)}</defs><rect x="0.5" y="0.5" width="25" height="15" fill="url(#${id})" stroke="#333"/></svg> ${escaped(stanceWords[stance][language])}</li>`;
  });
  return `<ul class="legend">${items.join('')}</ul>`;
}

const total = (counts: StanceCounts): number => stances.reduce((sum, stance) => sum + counts[stance], 0);

const rounded = (value: number): number => Math.round(value * 10) / 10;

/** A label in at most two lines of about `most` characters. */
function brokenLabel(label: string, most: number): string[] {
  if (label.length <= most) return [label];
  const cut = label.lastIndexOf(' ', most);
  const first = label.slice(0, cut > 0 ? cut : most).trimEnd();
  const rest = label.slice(first.length).trim();
  return [first, rest.length <= most ? rest : `${rest.slice(0, most - 1).trimEnd()}…`];
}
