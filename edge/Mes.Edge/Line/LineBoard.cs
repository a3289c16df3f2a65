namespace Mes.Edge.Line;

/// <summary>Where the newest <see cref="LineView"/> hangs. Parts of it come from several loops; readers always see a whole one.</summary>
public sealed class LineBoard(LineView first)
{
    readonly Watched<LineView> _view = new(first);

    public LineView Current => _view.Current;

    /// <summary>The current view at once, then each newer one; views that nobody had time to read are skipped.</summary>
    public IAsyncEnumerable<LineView> ChangesAsync(CancellationToken cancellation) => _view.ChangesAsync(cancellation);

    internal void Update(Func<LineView, LineView> change) => _view.Update(change);
}
