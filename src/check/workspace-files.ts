import type { FoundFile } from './find-files.js';
import type { RoadmapName } from '../rules/_contract.js';

/** The documents of one workspace, or of a slice of one, by their files. Plain data: it goes to threads as it is. */
export interface WorkspaceFiles {
  /** What is to be judged. */
  judged: readonly WorkspaceFile[];
  /** What is only looked at: the other documents of the workspace, where this is a slice of it. */
  seen?: readonly WorkspaceFile[];
  /** Every roadmap of the workspace, where not all of them are among these files. */
  roadmaps?: readonly RoadmapName[];
  /** The folder (absolute) from which each profile is looked for: that of the first document which names it. */
  profileFolders?: Readonly<Record<string, string>>;
}

/** A file of a workspace. */
export interface WorkspaceFile extends FoundFile {
  /** The profile that headings are matched with, for what names none itself: that of the nearest roadmap. */
  profile?: string | undefined;
}
