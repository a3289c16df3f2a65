using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace Mes.Build;

/// <summary>A program that runs to its end, quietly: its output is shown only when it fails.</summary>
sealed record Tool(string FileName, params string[] Arguments)
{
    const int ShownLines = 60;

    public string Folder { get; init; } = Source.Root;

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>What the program reads from standard input: the place for secrets, which a command line would show.</summary>
    public string Input { get; init; } = "";

    /// <summary>Runs it and gives its output; an exit code other than 0 is a failure.</summary>
    public async Task<string> RunAsync(CancellationToken cancellation)
    {
        var (exitCode, output) = await TryRunAsync(cancellation);
        if (exitCode == 0)
        {
            return output;
        }

        var lines = output.Split('\n');
        throw new BuildFailure(
            $"{Path.GetFileName(FileName)} {string.Join(' ', Arguments)} failed (exit code {exitCode}):\n"
            + string.Join('\n', lines.TakeLast(ShownLines)));
    }

    public async Task<(int ExitCode, string Output)> TryRunAsync(CancellationToken cancellation)
    {
        using var process = Start();
        var lines = new ConcurrentQueue<string>();
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await process.StandardInput.WriteAsync(Input);
        process.StandardInput.Close();
        await WaitAsync(process, cancellation);
        return (process.ExitCode, string.Join('\n', lines));

        void Keep(string? line)
        {
            if (line is not null)
            {
                lines.Enqueue(line);
            }
        }
    }

    /// <summary>Runs it with our own standard streams.</summary>
    public async Task<int> RunOnConsoleAsync(CancellationToken cancellation)
    {
        using var process = Process.Start(Describe(redirect: false)) ?? throw new BuildFailure($"{FileName} did not start.");
        await WaitAsync(process, cancellation);
        return process.ExitCode;
    }

    static async Task WaitAsync(Process process, CancellationToken cancellation)
    {
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    Process Start()
    {
        try
        {
            return Process.Start(Describe(redirect: true)) ?? throw new BuildFailure($"{FileName} did not start.");
        }
        catch (Win32Exception missing)
        {
            throw new BuildFailure($"{FileName} does not start: {missing.Message}");
        }
    }

    ProcessStartInfo Describe(bool redirect)
    {
        var start = new ProcessStartInfo(FileName, Arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = redirect,
            RedirectStandardOutput = redirect,
            RedirectStandardError = redirect,
        };
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
