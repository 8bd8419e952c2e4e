import { Type, type Static } from 'typebox';
import { endpoint, nothing, nullable } from '../../../platform/contract.ts';
import { PaperView } from '../contract.ts';

const id = Type.String({ minLength: 36, maxLength: 36 });
const text = Type.String();
const instant = Type.Integer();
const method = Type.Union([Type.Null(), Type.Enum(['page', 'paper'])]);

export const openVisit = endpoint({
  method: 'POST',
  path: '/visits',
  summary:
    'A one-time ticket for the signature page of the own commitment; known by page login, or sent in the chat',
  who: ['resident'],
  input: Type.Object({ target: id, through: Type.Enum(['login', 'chat']) }),
  reply: Type.Object({ ticket: text }),
});

export const redeemVisit = endpoint({
  method: 'POST',
  path: '/visits/redeem',
  summary: 'The page turns its ticket into a cookie, once; closed for whoever comes later',
  who: ['anyone'],
  input: Type.Object({
    ticket: Type.String({ minLength: 10, maxLength: 100 }),
    lastFour: Type.Optional(Type.String({ title: '身份证号最后四位', maxLength: 10 })),
  }),
  reply: Type.Object({ outcome: Type.Enum(['opened', 'ask', 'closed']), target: nullable(text) }),
});

export const SigningView = Type.Object({
  state: Type.Enum(['open', 'signed', 'over']),
  reference: text,
  papers: Type.Array(PaperView),
  /** Over exactly these papers. */
  digest: text,
  signer: text,
  /** Somebody signs for the applicant: the page asks who. */
  asksSignerName: Type.Boolean(),
  /** The receipt's check code, once it is signed. */
  code: nullable(text),
});
export type SigningView = Static<typeof SigningView>;

export const readSigning = endpoint({
  method: 'GET',
  path: '/signing/:id',
  summary: 'The three papers, for the visitor of the signature page',
  who: ['visitor'],
  input: Type.Object({ id }),
  reply: SigningView,
});

export const signByHand = endpoint({
  method: 'POST',
  path: '/signing/:id',
  summary: 'The handwritten signature under exactly the papers that were shown and read',
  who: ['visitor'],
  input: Type.Object({
    id,
    signature: Type.String({ title: '签名', minLength: 100, maxLength: 400_000 }),
    digest: Type.String({ maxLength: 64 }),
    read: Type.Array(Type.String({ maxLength: 16 }), { maxItems: 5 }),
    signerName: Type.Optional(Type.String({ title: '签名人姓名', maxLength: 40 })),
  }),
  reply: Type.Object({ code: text }),
});

export const unsignedOwn = endpoint({
  method: 'GET',
  path: '/my/commitment',
  summary: 'The newest own commitment that waits for its signature; null where there is none',
  who: ['resident'],
  input: nothing,
  reply: Type.Object({ commitmentId: nullable(text) }),
});

export const ReceiptView = Type.Object({
  /** notice: the text that was shown in the chat; papers: what was signed; none: not ours, or changed. */
  kind: Type.Enum(['notice', 'papers', 'none']),
  version: nullable(text),
  text: nullable(text),
  at: nullable(instant),
  /** How the papers were signed. */
  method,
});
export type ReceiptView = Static<typeof ReceiptView>;

export const verifyReceipt = endpoint({
  method: 'POST',
  path: '/receipts/verify',
  summary: '核对回执: whether exactly this text was shown or signed for this reference',
  who: ['anyone'],
  input: Type.Object({
    reference: Type.String({ title: '编号', minLength: 9, maxLength: 20 }),
    code: Type.String({ title: '核对码', minLength: 12, maxLength: 30 }),
  }),
  reply: ReceiptView,
});

export const ownReceipts = endpoint({
  method: 'GET',
  path: '/my/receipts',
  summary: '核对回执 in the chat: the own receipts and whether their text is still the one that was shown',
  who: ['resident'],
  input: nothing,
  reply: Type.Object({
    items: Type.Array(
      Type.Object({
        ...{ reference: text, version: text, at: instant, code: text },
        ...{ signed: Type.Boolean(), method, intact: Type.Boolean() },
      }),
    ),
  }),
});
