using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Mes.Ui.Times;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Mes.Ui.Live;

/// <summary>The live parts of one open page, as server-sent events.</summary>
/// <remarks>
/// A stream begins with every fragment, so that a page that reconnects after a restart of the service is right at once;
/// then it sends what changed, and a beat each second that proves it alive.
/// </remarks>
public sealed class LivePage(
    IServiceProvider services, ILoggerFactory loggers, IHostApplicationLifetime lifetime, TimeProvider clock)
{
    public const string BeatId = "beat";

    /// <summary>For pages whose model is in memory.</summary>
    public static readonly TimeSpan FourTimesASecond = TimeSpan.FromMilliseconds(250);

    /// <summary>For pages that ask a database.</summary>
    public static readonly TimeSpan OnceASecond = TimeSpan.FromSeconds(1);

    // Browsers do not deliver an event whose data are empty: what has gone would stay on the page.
    const string NothingToShow = "<!-- -->";

    static readonly TimeSpan BeatInterval = TimeSpan.FromSeconds(1);

    /// <param name="look">Draws the present as fragments.</param>
    /// <param name="changes">Yields whenever the present may have changed; what it yields in between is merged.</param>
    /// <param name="interval">The present is looked at no more often than this; at most a second.</param>
    /// <param name="zone">The site's zone, for the beat.</param>
    public async IAsyncEnumerable<SseItem<string>> ReadAsync<T>(
        Func<CancellationToken, Task<IReadOnlyList<Fragment>>> look, IAsyncEnumerable<T> changes, TimeSpan interval,
        TimeZoneInfo zone, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // An open stream must not hold up a shutdown.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, lifetime.ApplicationStopping);
        await using var renderer = new HtmlRenderer(services, loggers);
        var sent = new Dictionary<string, string>();
        await using var waiting = new ChangeWait<T>(changes, clock, stop.Token);
        var changed = true;
        while (!stop.IsCancellationRequested)
        {
            foreach (var fragment in changed ? await LookAsync(look, stop.Token) : [])
            {
                var content = JsonSerializer.Serialize(fragment.Content);
                if (!sent.TryGetValue(fragment.Id, out var before) || before != content)
                {
                    sent[fragment.Id] = content;
                    yield return new SseItem<string>(await RenderAsync(renderer, fragment), fragment.Id);
                }
            }

            yield return new SseItem<string>(await RenderAsync(renderer, Beat(zone)), BeatId);
            await Task.Delay(interval, clock, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            changed = await waiting.NextAsync(BeatInterval - interval);
        }
    }

    // A page that is closed while we look is no fault.
    static async Task<IReadOnlyList<Fragment>> LookAsync(
        Func<CancellationToken, Task<IReadOnlyList<Fragment>>> look, CancellationToken stop)
    {
        try
        {
            return await look(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return [];
        }
    }

    Fragment Beat(TimeZoneInfo zone)
    {
        var time = new SiteTime(clock.GetUtcNow(), zone);
        return Fragment.Of<Beat>(BeatId, time.Now, new() { [nameof(Times.Beat.Time)] = time });
    }

    static Task<string> RenderAsync(HtmlRenderer renderer, Fragment fragment) => renderer.Dispatcher.InvokeAsync(async () =>
    {
        var root = await renderer.RenderComponentAsync(fragment.Component, ParameterView.FromDictionary(fragment.Parameters));
        var html = root.ToHtmlString();
        return html.Length > 0 ? html : NothingToShow;
    });
}
