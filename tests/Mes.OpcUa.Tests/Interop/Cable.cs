using System.Net;
using System.Net.Sockets;

namespace Mes.OpcUa.Tests.Interop;

/// <summary>A TCP proxy that can stop forwarding while both sockets stay open, as a dead radio link does.</summary>
sealed class Cable : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly int _serverPort;
    readonly Task _accepting;
    volatile bool _swallows;

    public Cable(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Endpoint => $"opc.tcp://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public void Swallow() => _swallows = true;

    public void Repair() => _swallows = false;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }

    async Task AcceptAsync()
    {
        var links = new List<Task>();
        try
        {
            while (true)
            {
                links.Add(LinkAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            await Task.WhenAll(links);
        }
    }

    async Task LinkAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _serverPort, _stop.Token);
            await Task.WhenAny(ForwardAsync(near.GetStream(), far.GetStream()), ForwardAsync(far.GetStream(), near.GetStream()));
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            near.Close();
        }
    }

    async Task ForwardAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[8_192];
        while (await from.ReadAsync(buffer, _stop.Token) is > 0 and var count)
        {
            if (!_swallows)
            {
                await to.WriteAsync(buffer.AsMemory(0, count), _stop.Token);
            }
        }
    }
}
