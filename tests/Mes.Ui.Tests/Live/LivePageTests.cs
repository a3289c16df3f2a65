using System.Net.ServerSentEvents;
using System.Threading.Channels;
using Mes.Testing;
using Mes.Ui.Live;
using Mes.Ui.Notices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NUnit.Framework;

namespace Mes.Ui.Tests.Live;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class LivePageTests : IDisposable
{
    readonly ManualClock _clock = new();
    readonly Channel<int> _changes = Channel.CreateBounded<int>(8);
    readonly Lifetime _lifetime = new();
    string? _reason = "first";
    int _looks;

    [Test]
    public async Task A_page_begins_with_every_fragment_and_a_beat()
    {
        await using var page = Open();

        Assert.That((await NextAsync(page)).EventType, Is.EqualTo("notice"));
        Assert.That((await NextAsync(page)).EventType, Is.EqualTo(LivePage.BeatId));
    }

    [Test]
    public async Task What_did_not_change_is_not_sent_again()
    {
        await using var page = Open();
        await NextAsync(page);
        await NextAsync(page);

        await _changes.Writer.WriteAsync(1);
        var next = await NextAfterPauseAsync(page);

        Assert.That(next.EventType, Is.EqualTo(LivePage.BeatId));
        Assert.That(_looks, Is.EqualTo(2));
    }

    [Test]
    public async Task What_changed_is_sent_once()
    {
        await using var page = Open();
        await NextAsync(page);
        await NextAsync(page);

        _reason = "second";
        await _changes.Writer.WriteAsync(1);
        var next = await NextAfterPauseAsync(page);

        Assert.That(next.EventType, Is.EqualTo("notice"));
        Assert.That(next.Data, Does.Contain("second"));
    }

    [Test]
    public async Task A_fragment_with_nothing_left_to_show_is_still_delivered()
    {
        await using var page = Open();
        await NextAsync(page);
        await NextAsync(page);

        _reason = null;
        await _changes.Writer.WriteAsync(1);
        var next = await NextAfterPauseAsync(page);

        Assert.That(next.EventType, Is.EqualTo("notice"));
        Assert.That(next.Data, Is.Not.Empty, "browsers drop an event without data");
    }

    [Test]
    public async Task An_open_page_does_not_hold_up_a_shutdown()
    {
        await using var page = Open();
        await NextAsync(page);
        await NextAsync(page);

        _lifetime.StopApplication();

        Assert.That(await page.MoveNextAsync(), Is.False);
    }

    public void Dispose() => _lifetime.Dispose();

    IAsyncEnumerator<SseItem<string>> Open()
    {
        var services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
        var live = new LivePage(services, services.GetRequiredService<ILoggerFactory>(), _lifetime, _clock);
        var changes = _changes.Reader.ReadAllAsync();
        return live.ReadAsync(_ => Task.FromResult(Look()), changes, LivePage.FourTimesASecond, TimeZoneInfo.Utc, default)
            .GetAsyncEnumerator();
    }

    IReadOnlyList<Fragment> Look()
    {
        _looks++;
        return _reason is null
            ? [Fragment.Of<Nothing>("notice", "", [])]
            : [Fragment.Of<ErrorNotice>("notice", _reason, new() { ["Reason"] = _reason })];
    }

    async Task<SseItem<string>> NextAfterPauseAsync(IAsyncEnumerator<SseItem<string>> page)
    {
        var next = page.MoveNextAsync().AsTask();
        await _clock.WaitForTimersAsync();
        _clock.Advance(LivePage.FourTimesASecond);
        Assert.That(await next, Is.True);
        return page.Current;
    }

    static async Task<SseItem<string>> NextAsync(IAsyncEnumerator<SseItem<string>> page)
    {
        Assert.That(await page.MoveNextAsync(), Is.True);
        return page.Current;
    }

    sealed class Nothing : Microsoft.AspNetCore.Components.ComponentBase;

    sealed class Lifetime : IHostApplicationLifetime, IDisposable
    {
        readonly CancellationTokenSource _stopping = new();

        public CancellationToken ApplicationStarted => default;

        public CancellationToken ApplicationStopping => _stopping.Token;

        public CancellationToken ApplicationStopped => default;

        public void StopApplication() => _stopping.Cancel();

        public void Dispose() => _stopping.Dispose();
    }
}
