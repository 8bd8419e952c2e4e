import { ElMessageBox } from 'element-plus';
import { onScopeDispose } from 'vue';
import { onBeforeRouteLeave } from 'vue-router';

/** Asks before one leaves what was changed and not saved: for another page of the console, or by closing the window. */
export function useUnsaved(changed: () => boolean): void {
  const hold = (event: BeforeUnloadEvent): void => {
    // The browser asks in its own words.
    if (changed()) event.preventDefault();
  };
  window.addEventListener('beforeunload', hold);
  onScopeDispose(() => window.removeEventListener('beforeunload', hold));
  onBeforeRouteLeave(async () => {
    if (!changed()) return true;
    return ElMessageBox.confirm('改过的内容还没有保存，离开就没有了。', '还没保存', {
      type: 'warning',
      confirmButtonText: '不保存，离开',
      cancelButtonText: '留在这里',
    }).then(
      () => true,
      () => false,
    );
  });
}
