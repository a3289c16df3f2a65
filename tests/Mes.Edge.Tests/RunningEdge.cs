using Mes.Contracts.Events;
using Mes.Edge.Acquisition;
using Mes.Edge.Configuration;
using Mes.Edge.Execution;
using Mes.Edge.Journal;
using Mes.Edge.Line;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Mes.Edge.Tests;

/// <summary>The whole edge in this process, with its real journal, and a scripted PLC.</summary>
sealed class RunningEdge : IAsyncDisposable
{
    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    readonly WebApplication _app;
    readonly JournalStore _store;

    RunningEdge(EdgeConfiguration configuration, JournalStore store, WebApplication app)
    {
        Configuration = configuration;
        _store = store;
        _app = app;
    }

    public EdgeConfiguration Configuration { get; }

    public LineBoard Board => _app.Services.GetRequiredService<LineBoard>();

    public static Task<RunningEdge> StartAsync(EdgeConfiguration configuration, ITagSource? source = null) =>
        StartAsync(configuration, (_, _) => [source ?? new ScriptedSource()]);

    /// <param name="connect">Makes the sources, as the program itself does.</param>
    public static async Task<RunningEdge> StartAsync(
        EdgeConfiguration configuration, Func<DefinitionsCheckpoint, JournalStore, IReadOnlyList<ITagSource>> connect)
    {
        var store = JournalStore.Open(configuration.DataFolder, configuration.Producer, configuration.Key);
        var app = EdgeHost.Build(configuration, store, TimeProvider.System, definitions => connect(definitions, store));
        await app.StartAsync();
        var edge = new RunningEdge(configuration, store, app);
        await edge.ShowsAsync(view => view.JournalFault is null);
        return edge;
    }

    /// <summary>Waits until the screen shows this.</summary>
    public async Task<LineView> ShowsAsync(Func<LineView, bool> expected)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        try
        {
            await foreach (var view in Board.ChangesAsync(deadline.Token))
            {
                if (expected(view))
                {
                    return view;
                }
            }
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            throw new AssertionException($"The screen never showed it; at last it showed {Board.Current}");
        }

        throw new AssertionException("The edge ended before its screen showed it.");
    }

    public Task<ActOutcome> PerformAsync(OperatorAct act) =>
        _app.Services.GetRequiredService<OperatorActs>().PerformAsync(act, CancellationToken.None).WaitAsync(Deadline);

    /// <summary>Every event in the journal, its checksums and chain verified on the way.</summary>
    public IReadOnlyList<JournalEvent> Events()
    {
        using var reader = _store.OpenReader();
        var rows = reader.ReadEvents(1, _store.Incarnation.Genesis, int.MaxValue, int.MaxValue);
        return [.. rows.Select(row => EventJson.Read(row.Bytes))];
    }

    public IReadOnlyList<T> Events<T>()
        where T : EventBody => [.. Events().Select(journaled => journaled.Body).OfType<T>()];

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _store.Dispose();
    }
}
