import { isKind, type Parsed } from '../parse/parsed.js';
import type { RoadmapName } from '../rules/_contract.js';
import type { Workspace } from './run-rules.js';

/**
 * What the rules see of a workspace. A roadmap is judged by itself, beside everything that is no roadmap; all else sees everything that is
 * no roadmap, and the roadmaps that are named by id there. So roadmaps can be judged in slices, and nothing depends on how they are divided.
 */
export interface View {
  roadmaps: readonly RoadmapName[];
  /** The documents that rules see when `document` is judged; the same list for everything that is no roadmap. */
  seenFrom(document: Parsed): readonly Parsed[];
  /** Ids of the profiles that could have been named, where these documents are seen. */
  profileIds(seen: readonly Parsed[]): readonly string[];
}

const views = new WeakMap<readonly Parsed[], View>();

/** The view of a workspace, made once for its list of documents. */
export function viewOf(workspace: Workspace): View {
  let view = views.get(workspace.documents);
  if (!view) views.set(workspace.documents, (view = makeView(workspace)));
  return view;
}

function makeView(workspace: Workspace): View {
  const { documents } = workspace;
  const others = documents.filter((document) => !isKind(document, 'roadmap'));
  const named = namedIds(others);
  const about = documents.filter((document) => isKind(document, 'roadmap') && named.has(document.model.id));
  const seen = [...others, ...about];
  return {
    roadmaps: workspace.roadmaps ?? roadmapNames(documents, workspace),
    seenFrom: (document) => (isKind(document, 'roadmap') ? [...others, document] : seen),
    profileIds: (these) => {
      const more = these.flatMap((document) =>
        isKind(document, 'roadmap') &&
        !workspace.profileIds.includes(document.model.profile) &&
        workspace.profile(document.model.profile)
          ? [document.model.profile]
          : [],
      );
      return more.length === 0 ? workspace.profileIds : [...new Set([...workspace.profileIds, ...more])].sort();
    },
  };
}

/** The roadmaps among documents, in short. */
export function roadmapNames(documents: readonly Parsed[], workspace: Pick<Workspace, 'profile'>): RoadmapName[] {
  return documents.flatMap((document) => {
    if (!isKind(document, 'roadmap')) return [];
    const { id, profile } = document.model;
    const readable = document.diagnostics.every(({ rule }) => rule !== 'syntax');
    return [{ id, profile, path: document.source.path, sound: readable && workspace.profile(profile) !== undefined }];
  });
}

/** Ids of the roadmaps that documents say they are about. */
export function namedIds(documents: readonly Parsed[]): Set<string> {
  const ids = new Set<string>();
  for (const document of documents) {
    if (isKind(document, 'round') || isKind(document, 'plan')) ids.add(document.model.roadmap);
    else if (isKind(document, 'adoption')) ids.add(document.model.roadmap.id);
  }
  return ids;
}
