namespace Mes.Ui.Live;

/// <summary>Waits for the next change or for a time, whichever comes first; a change that is on its way is not lost.</summary>
sealed class ChangeWait<T> : IAsyncDisposable
{
    readonly CancellationTokenSource _stop;
    readonly IAsyncEnumerator<T> _changes;
    readonly TimeProvider _clock;
    Task<bool>? _next;

    public ChangeWait(IAsyncEnumerable<T> changes, TimeProvider clock, CancellationToken cancellation)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _changes = changes.GetAsyncEnumerator(_stop.Token);
        _clock = clock;
    }

    /// <summary>True when something changed, false when <paramref name="longest"/> passed or the wait was cancelled.</summary>
    public async Task<bool> NextAsync(TimeSpan longest)
    {
        _next ??= _changes.MoveNextAsync().AsTask();
        await Quietly(_next.WaitAsync(longest, _clock, _stop.Token));
        if (!_next.IsCompleted || _stop.IsCancellationRequested)
        {
            return false;
        }

        // A source that ended stays ended: its last answer is kept and nothing changes any more.
        var changed = await _next;
        _next = changed ? null : _next;
        return changed;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_next is not null)
        {
            await Quietly(_next);
        }

        await _changes.DisposeAsync();
        _stop.Dispose();
    }

    static async Task Quietly(Task task) => await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
