using NUnit.Framework;

namespace Mes.Testing.Tests;

[Platform("Linux", Reason = "The programs of these tests are shell scripts.")]
public sealed class RunningProcessTests
{
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Test]
    public async Task Its_lines_and_its_exit_code_can_be_awaited()
    {
        var environment = new Dictionary<string, string?> { ["COLOUR"] = "red" };
        await using var process = RunningProcess.Start("sh", ["-c", "echo ready $COLOUR; exit 3"], environment);

        var line = await process.WaitForLineAsync(text => text.StartsWith("ready", StringComparison.Ordinal), Soon);

        Assert.That(line, Is.EqualTo("ready red"));
        Assert.That(await process.ExitAsync(Soon), Is.EqualTo(3));
    }

    [Test]
    public async Task A_program_that_ends_without_the_line_fails_at_once_and_shows_its_output()
    {
        await using var process = StartShell("echo port taken >&2; exit 1");

        Assert.That(
            async () => await process.WaitForLineAsync(line => line == "ready", TimeSpan.FromMinutes(1)),
            Throws.InstanceOf<AssertionException>().With.Message.Contains("port taken"));
    }

    [TestCase(15)]
    [TestCase(2)]
    public async Task Signals_reach_the_program(int signal)
    {
        await using var process = StartShell($"trap 'exit {signal}' {signal}; echo ready; while :; do sleep 0.05; done");
        await process.WaitForLineAsync(line => line == "ready", Soon);

        if (signal == 2)
        {
            process.Interrupt();
        }
        else
        {
            process.Terminate();
        }

        Assert.That(await process.ExitAsync(Soon), Is.EqualTo(signal));
    }

    [Test]
    public async Task A_kill_runs_no_clean_up()
    {
        await using var process = StartShell("trap 'echo cleaned' EXIT; echo ready; while :; do sleep 0.05; done");
        await process.WaitForLineAsync(line => line == "ready", Soon);

        await process.KillAsync();

        Assert.That(process.HasExited, Is.True);
        Assert.That(process.Lines, Does.Not.Contain("cleaned"));
    }

    static RunningProcess StartShell(string script) => RunningProcess.Start("sh", ["-c", script]);
}
