namespace Mes.Edge.Line;

/// <summary>Waits on several channels at once; each stays a bounded channel of its own (L13).</summary>
/// <param name="inputs">For each channel what its reader's <c>WaitToReadAsync</c> gives.</param>
sealed class Intake(IReadOnlyList<Func<ValueTask<bool>>> inputs)
{
    readonly Task<bool>?[] _waiting = new Task<bool>?[inputs.Count];
    readonly bool[] _isClosed = new bool[inputs.Count];

    /// <summary>
    /// Returns true when something can be read or <paramref name="most"/> went by, false once all channels are closed and empty.
    /// A channel that was closed with a fault throws it.
    /// </summary>
    public async Task<bool> WaitAsync(TimeSpan most, TimeProvider time)
    {
        var open = new List<Task>();
        for (var i = 0; i < inputs.Count; i++)
        {
            if (!_isClosed[i])
            {
                open.Add(_waiting[i] ??= inputs[i]().AsTask());
            }
        }

        using var enough = new CancellationTokenSource();
        await Task.WhenAny([.. open, Task.Delay(most, time, enough.Token)]);
        await enough.CancelAsync();
        for (var i = 0; i < inputs.Count; i++)
        {
            if (_waiting[i] is { IsCompleted: true } done)
            {
                _isClosed[i] = !await done;
                _waiting[i] = null;
            }
        }

        return !Array.TrueForAll(_isClosed, closed => closed);
    }
}
