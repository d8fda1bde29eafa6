using System.Net.Sockets;
using ActorSync.Core.Dialects;
using ActorSync.Core.Leases;
using ActorSync.Engine.Gateway;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Leases;
using ActorSync.Engine.Tests.Journal;
using Microsoft.Data.Sqlite;
using NodaTime;
using static ActorSync.Engine.Tests.Gateway.ScriptedTarget;

namespace ActorSync.Engine.Tests.Gateway;

/// <summary>A process that may not send for a while, or never again.</summary>
public sealed class SendRightTests : GatewayTest
{
    private readonly SwitchedRight _right = new();

    [Fact]
    public async Task Nothing_leaves_while_the_right_does_not_hold_and_all_goes_on_once_it_holds_again()
    {
        var client = StartClient(Options with { Right = _right });
        _right.Switch(holds: false);

        var answers = Task.WhenAll(client.SendAsync(Read, Cancel), client.SendAsync(Write, Cancel));
        await QueuedAsync(client, 2);
        Time.Advance(TimeSpan.FromMinutes(10));
        var status = await client.GetStatusAsync(Cancel);

        Assert.Empty(Target.Requests);
        Assert.Empty(Target.TokenRequests);
        Assert.Equal("a test holds it", status.WhyNotAllowed);
        Assert.True(_right.Sought > 0);

        _right.Switch(holds: true);
        Assert.All(await answers, outcome => Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(outcome).Status));
        Assert.Equal(2, _right.Ends.Count);
    }

    [Fact]
    public async Task Nothing_leaves_once_a_lease_that_cannot_be_renewed_nears_its_end()
    {
        using var folder = new TemporaryFolder();
        var journal = folder.File("journal.db");
        var table = LeaseTable.Of(new JournalStore.Sqlite(journal), Time, LeaseTerm.Default);
        var owner = WriterProcess.Owner("run", Instant.FromDateTimeOffset(Time.GetUtcNow())) with { LockId = "lock" };
        var (holder, _) = LeaseHolder.TryTake(table, owner, new LeaseAsker(owner.Host, "lock", Duration.FromSeconds(30)), LeaseTerm.Default, Time, Log);
        await using var lease = holder!;
        var client = StartClient(Options with { Right = lease });
        await client.SendAsync(Read, Cancel);
        Execute(journal, "ALTER TABLE writer_lease RENAME TO away"); // As of a database that cannot be asked.

        Time.Advance((LeaseTerm.Default.Length - LeaseTerm.Default.Margin).ToTimeSpan());
        var answer = client.SendAsync(Write, Cancel);
        await QueuedAsync(client, 1);
        Assert.Single(Target.Requests);

        Execute(journal, "ALTER TABLE away RENAME TO writer_lease");
        await lease.RenewAsync();
        await lease.RenewAsync(); // The first may have been under way already.
        Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(await answer).Status);
        await lease.DisposeAsync();
        SqliteConnection.ClearAllPools();
    }

    [Fact]
    public async Task A_request_that_has_its_permit_and_waits_for_a_connection_does_not_leave_once_the_right_has_ended()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var made = new TaskCompletionSource();
        var isLogin = true;
        var client = StartClient(Options with
        {
            Right = _right,
            AdjustHandler = handler =>
            {
                handler.PooledConnectionLifetime = TimeSpan.Zero;
                handler.ConnectCallback = async (context, cancellationToken) =>
                {
                    if (!isLogin)
                    {
                        asked.TrySetResult();
                        await made.Task.WaitAsync(cancellationToken);
                    }

                    isLogin = false;
                    var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                    await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                    return new NetworkStream(socket, ownsSocket: true);
                };
            },
        });

        var answer = client.SendAsync(Write, Cancel);
        await asked.Task.WaitAsync(Cancel);
        _right.Switch(holds: false);
        made.SetResult();
        await QueuedAsync(client, 1);

        Assert.Empty(Target.Requests);
        Assert.Equal(0, (await Settled(client)).Sent);

        _right.Switch(holds: true);
        Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(await answer).Status);
        Assert.Single(Target.Requests);
    }

    [Fact]
    public async Task Once_it_is_lost_what_waits_is_not_sent_and_what_is_under_way_is_given_its_answer()
    {
        var (arrived, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        Target.Then(Hold(arrived, release.Task));
        var client = StartClient(Options with { Right = _right, MaxInFlight = 1 });
        var underWay = client.SendAsync(Write, Cancel);
        await arrived.Task.WaitAsync(Cancel);
        var waiting = client.SendAsync(Write, Cancel);
        await QueuedAsync(client, 1);

        _right.Lose();

        Assert.Equal(new TargetOutcome.NotSent(Until: null), await waiting);
        Assert.Empty(_right.Ends);
        release.SetResult();
        Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(await underWay).Status);
        Assert.Equal([("PATCH /api/v2/users/{id}/skills", "was answered by 200")], _right.Ends);
        Assert.Equal(new TargetOutcome.NotSent(Until: null), await client.SendAsync(Read, Cancel));
        Assert.Single(Target.Requests);
    }

    [Fact]
    public async Task The_end_of_a_request_without_an_answer_is_told_as_well()
    {
        Target.Then(Reset);
        var client = StartClient(Options with { Right = _right });

        Assert.IsType<TargetOutcome.InDoubt>(await client.SendAsync(Write, Cancel));

        var (route, result) = Assert.Single(_right.Ends);
        Assert.Equal("PATCH /api/v2/users/{id}/skills", route);
        Assert.StartsWith("got no whole answer (", result, StringComparison.Ordinal);
    }

    private static void Execute(string journal, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={journal};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>A right that the test gives and takes.</summary>
    private sealed class SwitchedRight : ISendRight
    {
        private readonly List<Action> _listeners = [];
        private volatile bool _holds = true;
        private volatile bool _isLost;
        private int _sought;

        public bool Holds => _holds;

        public bool IsLost => _isLost;

        public string? WhyNot => _holds ? null : "a test holds it";

        public int Sought => Volatile.Read(ref _sought);

        public List<(string Route, string Result)> Ends { get; } = [];

        public void Switch(bool holds)
        {
            _holds = holds;
            _listeners.ForEach(changed => changed());
        }

        public void Lose()
        {
            _isLost = true;
            Switch(holds: false);
        }

        public void Seek() => Interlocked.Increment(ref _sought);

        public IDisposable OnChange(Action changed)
        {
            _listeners.Add(changed);
            return new CancellationTokenSource();
        }

        public void Ended(TargetRequest request, Instant leftAt, string result)
        {
            lock (Ends)
            {
                Ends.Add((request.Route, result));
            }
        }
    }
}
