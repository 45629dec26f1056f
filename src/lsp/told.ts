import { resolve } from 'node:path';
import {
  type Diagnostic as Told,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
} from 'vscode-languageserver/node';
import type { Diagnostic, Severity } from '../core/diagnostic.js';
import type { Language } from '../core/text.js';
import { rangeOf } from './places.js';

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
  /** The client shows second places. */
  related: boolean;
}

/** A finding as the protocol has it; `folder` is what its files start from. */
export function told(diagnostic: Diagnostic, folder: string, { language, uri, related }: Manner): Told {
  const { message, help, rule, severity } = diagnostic;
  const others = (diagnostic.related ?? []).map((other): DiagnosticRelatedInformation => ({
    location: { uri: uri(resolve(folder, other.file)), range: rangeOf(other) },
    message: other.message[language],
  }));
  return {
    range: rangeOf(diagnostic),
    severity: severities[severity],
    code: rule,
    source: 'fardplan',
    message: help ? `${message[language]}\n${help[language]}` : message[language],
    ...(related && others.length > 0 ? { relatedInformation: others } : {}),
  };
}
