import { t } from '@vscode/l10n';
import { serverWord } from '../domain/text/serverWords.ts';
import type { RunApproval, RunArtifact, RunGraph, RunStep } from '../wire/runGraph.ts';
import type { RunPictureStep } from './protocol/playground.ts';

/**
 * What a run went through, in order, with the approvals and artifacts that hang on its steps; what
 * it left behind as a whole comes at the end, as the server names no step for it.
 */
export function runPicture(graph: RunGraph): RunPictureStep[] {
  const stepIds = new Set(graph.steps.map(({ step_id }) => step_id));
  const loose = graph.artifacts.filter(({ step_id }) => !stepIds.has(step_id ?? ''));
  return [...graph.steps.map((step) => pictureStep(step, graph)), ...loose.map(artifactNode)];
}

function pictureStep(step: RunStep, { approvals, artifacts }: RunGraph): RunPictureStep {
  const own = <T extends { step_id: string | null }>(rows: readonly T[]) =>
    rows.filter(({ step_id }) => step_id === step.step_id);
  return {
    id: step.step_id,
    kind: 'step',
    title: serverWord(step.step_type),
    actor: step.actor_ref ?? step.actor_type ?? '',
    status: step.status,
    statusWords: serverWord(step.status),
    took: tookOf(step),
    notes: [
      ...own(approvals).map(approvalNote),
      ...own(artifacts).map(({ artifact_type }) => serverWord(artifact_type)),
    ],
  };
}

function approvalNote({ status, decision_by: by }: RunApproval): string {
  return by === null
    ? t('approval {0}', serverWord(status))
    : t('{0} by {1}', serverWord(status), by.replace(/^service_account:/, ''));
}

function artifactNode({ artifact_id, artifact_type, size_bytes }: RunArtifact): RunPictureStep {
  return {
    id: artifact_id,
    kind: 'artifact',
    title: serverWord(artifact_type),
    actor: '',
    status: '',
    statusWords: t('artifact'),
    took: size_bytes == null ? '' : t('{0} bytes', size_bytes),
    notes: [],
  };
}

function tookOf({ started_at, ended_at }: RunStep): string {
  if (started_at === null || ended_at === null) return '';
  const ms = Date.parse(ended_at) - Date.parse(started_at);
  if (Number.isNaN(ms)) return '';
  return ms < 1000 ? t('{0} ms', ms) : `${(ms / 1000).toFixed(1)} s`;
}
