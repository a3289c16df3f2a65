using System.Runtime.CompilerServices;

namespace Mes.Edge.Line;

/// <summary>Where the newest view of the line hangs. Parts of it come from several loops; readers see a whole one.</summary>
public sealed class LineBoard(LineView first) : IDisposable
{
    readonly Watched<LineView> _view = new(first);
    readonly CancellationTokenSource _closing = new();

    public LineView Current => _view.Current;

    /// <summary>
    /// The current view at once, then each newer one; views that nobody had time to read are skipped. Ends when the program
    /// shuts down, so that a stream to a screen does not hold it up.
    /// </summary>
    public async IAsyncEnumerable<LineView> ChangesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _closing.Token);
        var view = Current as LineView;
        while (view is not null)
        {
            yield return view;
            view = await NextOrEndAsync(view, either.Token);
        }
    }

    public void Dispose() => _closing.Dispose();

    internal Task<LineView> NextAsync(LineView seen, CancellationToken cancellation) => _view.NextAsync(seen, cancellation);

    internal void Update(Func<LineView, LineView> change) => _view.Update(change);

    internal void Close() => _closing.Cancel();

    async Task<LineView?> NextOrEndAsync(LineView seen, CancellationToken cancellation)
    {
        try
        {
            return await _view.NextAsync(seen, cancellation);
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            return null;
        }
    }
}
