/** What a label before a paragraph of an answer (`**Motiv:** …`) says of it, in lower case; `text` is the comment itself. */
export const responseLabels: Readonly<Record<string, 'stance' | 'motive' | 'proposal' | 'quote' | 'text'>> = {
  ståndpunkt: 'stance',
  stance: 'stance',
  motiv: 'motive',
  motivering: 'motive',
  motive: 'motive',
  ändringsförslag: 'proposal',
  förslag: 'proposal',
  proposal: 'proposal',
  citat: 'quote',
  quote: 'quote',
  synpunkt: 'text',
  synpunkter: 'text',
  comment: 'text',
};
