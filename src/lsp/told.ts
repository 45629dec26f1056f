import { resolve } from 'node:path';
import {
  type Diagnostic as Told,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
} from 'vscode-languageserver/node';
import type { Diagnostic, Severity } from '../core/diagnostic.js';
import type { Language } from '../core/text.js';
import { rangeOf, shifted } from './places.js';

const severities: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

/** How findings are told to this client. */
export interface Manner {
  language: Language;
  /** The URI of an absolute path, as the client writes it. */
  uri(path: string): string;
  /** The characters before the text at an absolute path that the client counts: one for a byte order mark. */
  mark(path: string): 0 | 1;
  /** The client shows second places. */
  related: boolean;
}

/** A finding as the protocol has it; `folder` is what its files start from. */
export function told(diagnostic: Diagnostic, folder: string, { language, uri, mark, related }: Manner): Told {
  const { message, help, rule, severity } = diagnostic;
  const others = (diagnostic.related ?? []).map((other): DiagnosticRelatedInformation => ({
    location: {
      uri: uri(resolve(folder, other.file)),
      range: shifted(rangeOf(other), mark(resolve(folder, other.file))),
    },
    message: other.message[language],
  }));
  return {
    range: shifted(rangeOf(diagnostic), mark(resolve(folder, diagnostic.file))),
    severity: severities[severity],
    code: rule,
    source: 'fardplan',
    message: help ? `${message[language]}\n${help[language]}` : message[language],
    ...(related && others.length > 0 ? { relatedInformation: others } : {}),
  };
}
