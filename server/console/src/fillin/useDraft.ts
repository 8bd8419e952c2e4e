import { v4 } from 'uuid';
import { ref, shallowRef } from 'vue';
import * as eligibility from '../../../eligibility/contract.ts';
import type { AnswerLine, DraftView, OtherDraft, StepReply } from '../../../eligibility/contract.ts';
import * as signing from '../../../eligibility/signing/contract.ts';
import type { Endpoint, InputOf, ReplyOf } from '../../../platform/contract.ts';
import { call, CallError } from '../client.ts';

/** One questionnaire that a member of staff fills in for somebody (代填), over the endpoints that the chat uses. */
export function useDraft() {
  const draft = shallowRef<DraftView>();
  /** What was answered so far, to look over and change. */
  const lines = shallowRef<AnswerLine[]>([]);
  /** What else isn't finished, for other people. */
  const others = shallowRef<OtherDraft[]>([]);
  const resumed = ref(false);
  /** How the last answer was understood, or why it couldn't be. */
  const echo = ref<string>();
  const hint = ref<string>();
  const danger = ref<string>();
  const urgent = shallowRef<StepReply['urgent']>([]);
  const busy = ref(false);
  const error = shallowRef<CallError>();

  async function once<E extends Endpoint>(endpoint: E, input: InputOf<E>): Promise<ReplyOf<E> | undefined> {
    if (busy.value) return undefined;
    busy.value = true;
    error.value = undefined;
    try {
      return await call(endpoint, input, { key: v4() });
    } catch (failure) {
      if (!(failure instanceof CallError)) throw failure;
      error.value = failure;
      return undefined;
    } finally {
      busy.value = false;
    }
  }

  async function open(afresh: boolean, one?: string): Promise<void> {
    const opened = await once(eligibility.openDraft, { afresh, ...(one !== undefined && { draft: one }) });
    if (!opened) return;
    resumed.value = opened.resumed;
    others.value = opened.others;
    [echo.value, hint.value, danger.value] = [undefined, undefined, undefined];
    urgent.value = [];
    await show(opened.draft);
  }

  async function show(next: DraftView): Promise<void> {
    draft.value = next;
    if (next.stage === 'submitted' || next.stage === 'left') return;
    const listed = await once(eligibility.listAnswers, { id: next.id });
    if (listed) lines.value = listed.items;
  }

  async function take(reply: StepReply | undefined): Promise<void> {
    if (!reply) return;
    hint.value = reply.ok ? undefined : (reply.hint ?? undefined);
    danger.value = reply.danger ?? undefined;
    if (reply.ok) {
      echo.value = reply.echo ?? undefined;
      // A warning stays in sight until the next one.
      if (reply.urgent.length > 0) urgent.value = reply.urgent;
      await show(reply.draft);
    }
  }

  const id = (): string => draft.value?.id ?? '';
  const answer = async (said: string): Promise<void> =>
    take(
      await once(eligibility.answerQuestion, { id: id(), question: draft.value?.question?.id ?? '', said }),
    );
  const back = async (): Promise<void> => take(await once(eligibility.goBack, { id: id() }));
  const change = async (question: string): Promise<void> =>
    take(await once(eligibility.changeAnswer, { id: id(), question }));
  const goOn = async (): Promise<void> => take(await once(eligibility.continueDraft, { id: id() }));
  const byPapers = async (): Promise<void> =>
    take(await once(signing.chooseProof, { id: id(), proof: 'papers' }));
  const byCommitment = async (): Promise<void> =>
    take(await once(signing.chooseProof, { id: id(), proof: 'commitment' }));
  const heard = async (): Promise<void> => take(await once(signing.noteHeard, { id: id() }));
  const giveName = async (said: string): Promise<void> =>
    take(await once(signing.giveName, { id: id(), said }));
  const consent = async (given: boolean): Promise<void> =>
    take(await once(signing.consent, { id: id(), kind: draft.value?.consent?.id ?? '', given }));
  const skipPhone = async (reason: string): Promise<void> =>
    take(await once(signing.skipPhone, { id: id(), reason }));
  const givePhone = async (said: string): Promise<void> =>
    take(await once(signing.givePhone, { id: id(), said }));
  const giveIdentity = async (said: string): Promise<void> =>
    take(await once(signing.giveIdentity, { id: id(), said }));
  async function leave(): Promise<void> {
    if (await once(eligibility.leaveDraft, { id: id() })) draft.value = undefined;
  }

  return {
    ...{ draft, lines, others, resumed, echo, hint, danger, urgent, busy, error },
    ...{
      open,
      answer,
      back,
      change,
      goOn,
      byPapers,
      byCommitment,
      heard,
      consent,
      giveName,
      givePhone,
      skipPhone,
      giveIdentity,
      leave,
    },
  };
}
