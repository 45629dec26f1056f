import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chalk } from 'chalk';
import { expect, test } from 'vitest';
import { validationReports } from '../../scripts/conformance/validation-report.mjs';
import { verifyEtsi } from '../../src/reporters/verify-etsi.js';
import { once, verify } from '../verify/support/files.js';
import { atLevels, days, judge } from '../verify/support/levels.js';
import { writeFile } from '../verify/support/pdf-writer.js';

const there =
  spawnSync('javac', ['-version']).error === undefined && spawnSync('mvn', ['--version']).error === undefined;

test.skipIf(!there)(
  `validation reports follow the schema of TS 119 102-2${there ? '' : ' (skipped without Java)'}`,
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fardplan-reports-'));
    try {
      const files = atLevels('short-revoked');
      const verdicts = [
        ...Object.values(files).flatMap((file) =>
          [1, 400].flatMap((day) =>
            [true, false].map((shown) => judge(file, days(day), { diagnostic: true, showPersonalNumbers: shown })),
          ),
        ),
        ...[once, writeFile(), Buffer.from('hej')].map((bytes) =>
          verify(bytes, { diagnostic: true, file: 'a<b>&".pdf' }),
        ),
      ];
      const manner = { language: 'sv' as const, paint: new Chalk({ level: 0 }), width: 100 };
      const paths = await Promise.all(
        verdicts.map(async (verdict, index) => {
          const path = join(folder, `${index}.xml`);
          writeFileSync(path, verifyEtsi([await verdict], manner));
          return path;
        }),
      );
      const answer = await validationReports(paths);
      if (!answer.ran) throw new Error(answer.reason);
      expect(answer.faults).toEqual(paths.map(() => ''));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
