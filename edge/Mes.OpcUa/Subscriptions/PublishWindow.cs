namespace Mes.OpcUa.Subscriptions;

/// <summary>
/// How many publish requests wait at the server: enough that it always has one to answer while the last answer is under way,
/// fewer once it says that they are too many. The window never grows again within a connection.
/// </summary>
sealed class PublishWindow(int subscriptions)
{
    public const int SizeMax = 10;

    int _target = Math.Clamp(subscriptions + 1, 2, SizeMax);
    int _outstanding;

    /// <summary>How many to send now.</summary>
    public int Missing => Math.Max(_target - _outstanding, 0);

    public bool IsEmpty => _outstanding == 0;

    public void Sent() => _outstanding++;

    public void Answered() => _outstanding--;

    /// <summary>The server refused one as too many: what still waits there is as much as it takes.</summary>
    public void Refused()
    {
        _outstanding--;
        _target = Math.Max(_outstanding, 1);
    }
}
