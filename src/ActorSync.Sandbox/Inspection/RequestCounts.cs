using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using ActorSync.Sandbox.Limits;

namespace ActorSync.Sandbox.Inspection;

/// <summary>Counts what the target received: each API request once, throttled and refused ones too; tokens stand apart.</summary>
internal sealed class RequestCounts
{
    private const int HighestStatus = 599;
    private const string UnknownRoute = "unknown";

    private readonly long[] _byStatus = new long[HighestStatus + 1];
    private readonly ConcurrentDictionary<string, SharedCount> _byRoute = new(StringComparer.Ordinal);
    private long _reads;
    private long _writes;
    private long _tokens;
    private long _throttled;

    /// <summary>Counts an API request as it is received.</summary>
    public void Receive(string? route, bool isRead)
    {
        Interlocked.Increment(ref isRead ? ref _reads : ref _writes);
        _byRoute.GetOrAdd(route ?? UnknownRoute, _ => new SharedCount()).Increment();
    }

    /// <summary>Counts an API request as it is answered; 0 stands for a closed connection.</summary>
    public void Answer(int status)
    {
        Interlocked.Increment(ref _byStatus[status]);
        if (status == 429)
        {
            Interlocked.Increment(ref _throttled);
        }
    }

    /// <summary>Counts a request at the token endpoint.</summary>
    public void ReceiveToken() => Interlocked.Increment(ref _tokens);

    public void Write(Utf8JsonWriter json, OtherClientCounts other)
    {
        var reads = Interlocked.Read(ref _reads);
        var writes = Interlocked.Read(ref _writes);
        json.WriteStartObject();
        json.WriteNumber("api", reads + writes);
        json.WriteNumber("reads", reads);
        json.WriteNumber("writes", writes);
        json.WriteNumber("tokens", Interlocked.Read(ref _tokens));
        json.WriteNumber("throttled", Interlocked.Read(ref _throttled));
        json.WriteNumber("closed", Interlocked.Read(ref _byStatus[0]));
        json.WriteStartObject("otherClient");
        json.WriteNumber("passed", other.Passed);
        json.WriteNumber("throttled", other.Refused);
        json.WriteEndObject();
        json.WriteStartObject("byStatus");
        for (var status = 1; status <= HighestStatus; status++)
        {
            if (Interlocked.Read(ref _byStatus[status]) is > 0 and var count)
            {
                json.WriteNumber(status.ToString(CultureInfo.InvariantCulture), count);
            }
        }

        json.WriteEndObject();
        json.WriteStartObject("byRoute");
        foreach (var (route, count) in _byRoute.ToArray().OrderBy(each => each.Key, StringComparer.Ordinal))
        {
            json.WriteNumber(route, count.Value);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>A count that several threads raise.</summary>
    private sealed class SharedCount
    {
        private long _value;

        public long Value => Interlocked.Read(ref _value);

        public void Increment() => Interlocked.Increment(ref _value);
    }
}
