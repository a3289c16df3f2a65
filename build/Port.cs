using System.Net;
using System.Net.Sockets;

namespace Mes.Build;

/// <summary>A port of 127.0.0.1 with the names of the setting that moves it.</summary>
sealed record Port(string Of, string Name, int Number)
{
    public string Option => $"--{Name}";

    public string Variable => $"MES_{Name.Replace('-', '_').ToUpperInvariant()}";

    public Port Read(IReadOnlyDictionary<string, string> options)
    {
        var (source, text) = options.TryGetValue(Option, out var option)
            ? (Option, option)
            : (Variable, Environment.GetEnvironmentVariable(Variable));
        if (string.IsNullOrEmpty(text) && source == Variable)
        {
            return this;
        }

        return int.TryParse(text, out var number) && number is > 0 and <= ushort.MaxValue
            ? this with { Number = number }
            : throw new BuildFailure($"{source} must be a port from 1 to {ushort.MaxValue}, but is \"{text}\".");
    }

    public bool IsTaken()
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, Number);
            listener.Start();
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    /// <summary>A port that nobody listened on a moment ago.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
