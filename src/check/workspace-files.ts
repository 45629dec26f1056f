import type { FoundFile } from './find-files.js';
import type { RoadmapName } from '../rules/_contract.js';

/** The documents of one workspace, or of a slice of one, by their files. Plain data: it goes to threads as it is. */
export interface WorkspaceFiles {
  /** In the order in which they were found, which is the order in which rules see them. */
  files: readonly WorkspaceFile[];
  /** Every roadmap of the workspace, where not all of them are among these files. */
  roadmaps?: readonly RoadmapName[];
  /** The folder (absolute) from which each profile is looked for: that of the first document which names it. */
  profileFolders?: Readonly<Record<string, string>>;
}

/** A file of a workspace. */
export interface WorkspaceFile extends FoundFile {
  /** It is only looked at: nothing is said about it. */
  seen?: boolean | undefined;
  /** The profile that headings are matched with, for what names none itself: that of the nearest roadmap. */
  profile?: string | undefined;
}
