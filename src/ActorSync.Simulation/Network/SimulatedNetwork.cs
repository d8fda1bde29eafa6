using System.Globalization;
using System.Text;
using ActorSync.Core.Dialects;
using ActorSync.Simulation.Processes;
using ActorSync.Simulation.Stories;
using ActorSync.Simulation.Target;
using ActorSync.Simulation.Time;

namespace ActorSync.Simulation.Network;

/// <summary>Carries attempts to the target and answers back; loses, repeats and delays them, and lets the target fail. What has left arrives whether or not its process still lives.</summary>
internal sealed class SimulatedNetwork(World world)
{
    private static readonly (int Status, string Code)[] Failures =
        [(500, "internal.server.error"), (502, "bad.gateway"), (503, "service.unavailable"), (504, "gateway.timeout")];

    private static readonly (int Status, string Code)[] Clashes =
        [(409, "general.conflict"), (408, "request.timeout"), (400, "bad.request")];

    private readonly RequestWindow _window = new(world);

    /// <summary>Sends an attempt that has left, and hands over what comes of it.</summary>
    /// <param name="life">Who waits for it.</param>
    /// <param name="request">The request.</param>
    /// <param name="token">The token that it carries.</param>
    /// <param name="received">Told once.</param>
    public void Send(Life life, TargetRequest request, SimulatedToken token, Action<Reception> received)
    {
        var isOver = false;
        void Receive(Reception reception)
        {
            if (!isOver)
            {
                isOver = true;
                received(reception);
            }
        }

        if (world.Hits(FaultKind.Lose, 1))
        {
            world.Agenda.Add(life, Trip(), () => Receive(new Reception.NotConnected("connection refused")));
            return;
        }

        world.Agenda.Add(life, SimulatedProcess.AttemptTimeout, () => Receive(new Reception.Broken("no whole answer within 30 s")));
        if (world.Hits(FaultKind.Lose, 2))
        {
            world.Log.Write($"network: {Told(request)} is lost");
            BreakSometimes(life, Receive);
            return;
        }

        world.Agenda.Add(null, Trip(), () => Arrive(life, request, token, Receive));
        if (world.Hits(FaultKind.Duplicate, 2))
        {
            world.Agenda.Add(null, Trip() * 3, () => Arrive(life, request, token, Receive));
        }
    }

    /// <summary>Asks the target's login for a token, and hands over what comes; null where nothing does after all tries.</summary>
    public void AskForToken(Life life, int lane, Action<SimulatedToken?> received) => world.Agenda.Add(life, Trip(), () =>
    {
        var isAway = world.Hits(FaultKind.Tokens, 2);
        var good = world.Has(FaultKind.Tokens) ? TimeSpan.FromSeconds(world.Random.Between(5, 600)) : TimeSpan.FromDays(1);
        received(isAway ? null : new SimulatedToken(lane, good) { EndsAt = world.Clock.Elapsed + good });
    });

    private void Arrive(Life life, TargetRequest request, SimulatedToken token, Action<Reception> receive)
    {
        var answer = Handle(request, token);
        world.Log.Write(string.Create(CultureInfo.InvariantCulture, $"target: {Told(request)} answered {answer.Status}"));
        if (world.Hits(FaultKind.Lose, 2))
        {
            world.Log.Write($"network: the answer to {Told(request)} is lost");
            BreakSometimes(life, receive);
            return;
        }

        world.Agenda.Add(life, Trip(), () => receive(new Reception.Answer(answer)));
    }

    private TargetAnswer Handle(TargetRequest request, SimulatedToken token)
    {
        if (token.EndsAt <= world.Clock.Elapsed || world.Hits(FaultKind.Tokens, 1))
        {
            token.EndsAt = world.Clock.Elapsed;
            return TargetAnswer.Error(401, "bad.credentials", "Invalid token.");
        }

        if (_window.Refuses(request, token) is { } refusal)
        {
            return refusal;
        }

        if (world.Hits(FaultKind.ServerErrors, 2))
        {
            return Fail();
        }

        if (request.IsWrite && world.Hits(FaultKind.ServerErrors, 1))
        {
            var (status, code) = world.Random.Pick(Clashes);
            return TargetAnswer.Error(status, code, "The version does not match the current version.");
        }

        world.Target.Lateness = world.Hits(FaultKind.LateReads, 20) ? world.Random.Between(TimeSpan.Zero, TimeSpan.FromSeconds(3)) : TimeSpan.Zero;
        var answer = world.Target.Handle(request);
        return world.Hits(FaultKind.ServerErrors, 1) ? Fail() : answer; // It has done what was asked, and says otherwise.
    }

    private TargetAnswer Fail()
    {
        var (status, code) = world.Random.Pick(Failures);
        return TargetAnswer.Error(status, code, "An error occurred.");
    }

    private void BreakSometimes(Life life, Action<Reception> receive)
    {
        if (world.Random.Hits(70))
        {
            world.Agenda.Add(life, Trip(), () => receive(new Reception.Broken("the connection was reset")));
        }
    }

    private TimeSpan Trip() => world.Hits(FaultKind.Delay, 4)
        ? world.Random.Between(TimeSpan.Zero, TimeSpan.FromSeconds(20))
        : world.Random.Between(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(15));

    private static string Told(TargetRequest request) => $"{request.Verb} {request.Path}{(request.Body.IsEmpty ? string.Empty : $" {Encoding.UTF8.GetString(request.Body.Span)}")}";
}
