import { type AssembledRound, assembleRounds } from '../consultation/assemble-round.js';
import type { Diagnostic } from '../core/diagnostic.js';
import { Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { text } from '../core/text.js';
import type { Profile } from '../model/profile.js';
import { loadWorkspace } from './load-workspace.js';

/** One round of consultation, read from its folder, and what was wrong with its documents. */
export interface LoadedRound extends AssembledRound {
  diagnostics: Diagnostic[];
}

/** Reads the round in `folder`; headings of answers are matched with `profile`. Refuses a folder without exactly one round. */
export async function loadRound(host: Host, folder: string, profile: Profile | undefined): Promise<LoadedRound> {
  if ((await host.files.kind(folder)) !== 'folder') {
    throw new Failure(
      text(`Mappen ${folder} finns inte`, `There is no folder ${folder}`),
      text(
        'Ange mappen med round.yaml, responses/ och dispositions.yaml.',
        'Give the folder of round.yaml, responses/ and dispositions.yaml.',
      ),
    );
  }
  const { workspace, diagnostics } = await loadWorkspace(host, [folder], { profile, references: false });
  const rounds = assembleRounds(workspace.documents);
  const [round] = rounds;
  if (!round || rounds.length > 1) {
    throw new Failure(
      round
        ? text(`Mappen ${folder} har flera remissomgångar`, `The folder ${folder} has several rounds`)
        : text(`Mappen ${folder} har ingen remissomgång`, `The folder ${folder} has no round of consultation`),
      text(
        'En remissomgång är en fil som börjar med ”fardplan: round/v1”. Ha en mapp för varje.',
        'A round is a file that begins with “fardplan: round/v1”. Keep one folder for each.',
      ),
    );
  }
  return {
    ...round,
    diagnostics: [...diagnostics, ...workspace.documents.flatMap((document) => document.diagnostics)],
  };
}
