import type { Fields } from './fields.ts';
import { opaqueId } from './ids.ts';
import type { MediaType } from './media.ts';
import type { Platform } from './platform.ts';
import { Pushes } from './pushes.ts';
import type { PushResult } from './types.ts';

const NO_SOUND = Buffer.from('#!AMR\n');

/**
 * What people do with the account. Each act is pushed, its passive reply lands in their chat, and the promise
 * tells what became of the push. An openid that nobody has yet is a new resident who follows already; acts of
 * someone who left are rejected.
 */
export class Acts {
  private readonly platform: Platform;
  private readonly pushes: Pushes;

  constructor(platform: Platform) {
    this.platform = platform;
    this.pushes = new Pushes(platform);
  }

  /** Follow, perhaps by a QR code with a scene. */
  follow(openid: string, scene = ''): Promise<PushResult> {
    const { people, clock, transcripts, account } = this.platform;
    people.setFollows(people.orNewFollower(openid, clock()), true, clock(), scene);
    transcripts.add(openid, { kind: 'grey', from: 'platform', text: `你已关注「${account.name}」` });
    const qr = scene ? { EventKey: `qrscene_${scene}`, Ticket: opaqueId() } : { EventKey: '' };
    return this.pushes.act(openid, 'subscribe', qr);
  }

  async unfollow(openid: string): Promise<PushResult> {
    const { people, clock, transcripts, windows, account } = this.platform;
    people.setFollows(this.pushes.follower(openid), false, clock());
    windows.closed(openid);
    transcripts.add(openid, { kind: 'grey', from: 'platform', text: `你已取消关注「${account.name}」` });
    return this.pushes.event(openid, 'unsubscribe', { EventKey: '' });
  }

  /** Scans a QR code of the account; a stranger follows by it. */
  scan(openid: string, scene: string): Promise<PushResult> {
    const { people, clock } = this.platform;
    if (!people.orNewFollower(openid, clock()).follows) return this.follow(openid, scene);
    return this.pushes.act(openid, 'SCAN', { EventKey: scene, Ticket: opaqueId() });
  }

  clickMenu(openid: string, key: string): Promise<PushResult> {
    return this.pushes.act(openid, 'CLICK', { EventKey: key });
  }

  async viewMenu(openid: string, url: string): Promise<PushResult> {
    const { tags } = this.pushes.follower(openid);
    const MenuId = this.platform.menus.for(tags)?.menuid ?? 0;
    return this.pushes.event(openid, 'VIEW', { EventKey: url, MenuId });
  }

  /** A menu button that opens the scanner; `waits` for those that wait for the account's word. */
  scanByMenu(openid: string, key: string, result: string, waits = true): Promise<PushResult> {
    const fields = { EventKey: key, ScanCodeInfo: { ScanType: 'qrcode', ScanResult: result } };
    if (waits) return this.pushes.act(openid, 'scancode_waitmsg', fields);
    return this.pushes.event(openid, 'scancode_push', fields);
  }

  /** A menu button that takes photos: the event counts them, then each comes as a message. */
  async photosByMenu(
    openid: string,
    key: string,
    photos: Buffer[],
    event = 'pic_photo_or_album',
  ): Promise<PushResult> {
    const PicList = { item: photos.map(() => ({ PicMd5Sum: opaqueId(16) })) };
    const SendPicsInfo = { Count: photos.length, PicList };
    const result = await this.pushes.event(openid, event, { EventKey: key, SendPicsInfo });
    for (const photo of photos) await this.sendImage(openid, photo);
    return result;
  }

  /** A menu button that asks for a place: the event, then the location as a message. */
  async placeByMenu(
    openid: string,
    key: string,
    latitude: number,
    longitude: number,
    label: string,
  ): Promise<PushResult> {
    const at = {
      Location_X: String(latitude),
      Location_Y: String(longitude),
      Scale: '15',
      Label: label,
      Poiname: '',
    };
    const result = await this.pushes.event(openid, 'location_select', {
      EventKey: key,
      SendLocationInfo: at,
    });
    await this.sendLocation(openid, latitude, longitude, label);
    return result;
  }

  /** The phone tells where it is, for accounts that may ask. */
  reportLocation(openid: string, Latitude: number, Longitude: number): Promise<PushResult> {
    return this.pushes.event(openid, 'LOCATION', { Latitude, Longitude, Precision: 30 });
  }

  /** `optionId` is set when the person taps an option of a menu message. */
  sendText(openid: string, text: string, optionId?: string): Promise<PushResult> {
    const fields = { Content: text, ...(optionId && { bizmsgmenuid: optionId }) };
    return this.pushes.message(openid, 'text', fields, { kind: 'text', text });
  }

  sendImage(openid: string, bytes: Buffer, fileName = 'photo.jpg'): Promise<PushResult> {
    const mediaId = this.kept('image', bytes, fileName);
    const fields = { PicUrl: `${this.platform.url}/media/${mediaId}`, MediaId: mediaId };
    return this.pushes.message(openid, 'image', fields, { kind: 'image', mediaId });
  }

  /** A voice message; the recognised text comes along where the account has that switched on. */
  sendVoice(openid: string, recognition?: string, bytes: Buffer = NO_SOUND): Promise<PushResult> {
    const mediaId = this.kept('voice', bytes, 'voice.amr');
    const fields = { MediaId: mediaId, Format: 'amr' };
    if (recognition === undefined)
      return this.pushes.message(openid, 'voice', fields, { kind: 'voice', mediaId });
    const heard = { ...fields, Recognition: recognition };
    return this.pushes.message(openid, 'voice', heard, { kind: 'voice', mediaId, recognition });
  }

  sendVideo(openid: string, bytes: Buffer, short = false): Promise<PushResult> {
    const mediaId = this.kept('video', bytes, 'video.mp4');
    const fields = { MediaId: mediaId, ThumbMediaId: this.kept('thumb', Buffer.alloc(0), 'thumb.jpg') };
    const type = short ? 'shortvideo' : 'video';
    return this.pushes.message(openid, type, fields, { kind: 'video', mediaId, title: '', description: '' });
  }

  sendLocation(openid: string, latitude: number, longitude: number, label: string): Promise<PushResult> {
    const fields = { Location_X: latitude, Location_Y: longitude, Scale: 15, Label: label };
    return this.pushes.message(openid, 'location', fields, { kind: 'location', latitude, longitude, label });
  }

  sendLink(openid: string, title: string, description: string, url: string): Promise<PushResult> {
    const fields = { Title: title, Description: description, Url: url };
    return this.pushes.message(openid, 'link', fields, { kind: 'link', title, description, url });
  }

  sendFile(openid: string, title: string, size: number): Promise<PushResult> {
    const key = { FileKey: opaqueId(), FileMd5: opaqueId(16) };
    const fields = { Title: title, Description: '', ...key, FileTotalLen: size };
    return this.pushes.message(openid, 'file', fields, { kind: 'file', title, size });
  }

  /** Answers the pop-up for a subscription notice. */
  consent(openid: string, templateId: string, accepts = true): Promise<PushResult> {
    const List = { ...this.decided(openid, templateId, accepts), PopupScene: 2 };
    return this.pushes.event(openid, 'subscribe_msg_popup_event', { SubscribeMsgPopupEvent: { List } });
  }

  /** Takes a consent back, or gives it again, in WeChat's own settings. */
  changeConsent(openid: string, templateId: string, accepts = false): Promise<PushResult> {
    const List = this.decided(openid, templateId, accepts);
    return this.pushes.event(openid, 'subscribe_msg_change_event', { SubscribeMsgChangeEvent: { List } });
  }

  /** An event of the platform's own about someone, such as a job's outcome. */
  tell(openid: string, event: string, fields: Fields): Promise<PushResult> {
    return this.pushes.event(openid, event, fields);
  }

  /** Any fields (the four usual ones are filled in), or a ready body, signed and sealed like all others. */
  pushRaw(openid: string, message: Fields | string): Promise<PushResult> {
    return this.pushes.raw(openid, message);
  }

  private decided(openid: string, templateId: string, accepts: boolean) {
    const { people, clock, notices } = this.platform;
    const template = notices.subscription(templateId);
    notices.consent(people.orNewFollower(openid, clock()).openid, template, accepts);
    return { TemplateId: template.id, SubscribeStatusString: accepts ? 'accept' : 'reject' };
  }

  private kept(type: MediaType, bytes: Buffer, fileName: string): string {
    return this.platform.media.fromPerson(type, bytes, fileName).id;
  }
}
