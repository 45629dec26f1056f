import { namedForm } from '../core/form.js';
import type { Revision } from '../core/revision.js';
import type { Decision } from '../model/decision.js';
import type { Attachment, Binding } from '../model/document.js';
import type { Roadmap } from '../model/roadmap.js';

/** What ties a document to one exact text: `sha256` (hex) is that of `revision.bytes`. A draft names no commit. */
export function makeBinding(roadmap: Roadmap, revision: Omit<Revision, 'bytes' | 'path'>, sha256: string): Binding {
  const { commit, fileName } = revision;
  const draft = revision.draft ?? (commit === undefined ? 'no-git' : undefined);
  return {
    id: roadmap.id,
    title: roadmap.title,
    version: roadmap.version,
    sha256,
    fileName,
    ...(draft === undefined ? { commit } : { draft }),
  };
}

/** The roadmap source as it is attached to the document: the bytes that were hashed, unchanged. */
export function makeAttachment(roadmap: Roadmap, revision: Pick<Revision, 'bytes' | 'fileName'>): Attachment {
  return {
    name: revision.fileName,
    mediaType: namedForm(revision.fileName) === 'yaml' ? 'application/yaml' : 'text/markdown',
    description: `${roadmap.title}, version ${roadmap.version}: källtext`,
    bytes: revision.bytes,
  };
}

/** The decision's own text as it is attached to the document. */
export function makeSupplement(decision: Decision, revision: Pick<Revision, 'bytes' | 'fileName'>): Attachment {
  return {
    name: revision.fileName,
    mediaType: 'text/markdown',
    description: `${decision.title}: beslutets källtext`,
    bytes: revision.bytes,
  };
}
