/*
 * What every window has loaded before anything else is. All that is loaded later stands on this, so that
 * what they share is in one file and not, by who shares it, in twenty: to find one takes as long as to read 10 kB.
 */
import '../domain/keys/shownMoments.ts';
import './connection/chosenWorkspaces.ts';
import './connection/headerValues.ts';
import './connection/session.ts';
import './contextKeys.ts';
import './hosts/host.ts';
import './keys/keyList.ts';
import './keys/searchable.ts';
import './log.ts';
import './openOnce.ts';
import './serverTime.ts';
import './settings.ts';
import './shownPath.ts';
