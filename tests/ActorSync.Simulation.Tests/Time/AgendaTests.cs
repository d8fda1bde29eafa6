using ActorSync.Simulation.Time;

namespace ActorSync.Simulation.Tests.Time;

public sealed class AgendaTests
{
    private readonly SimulatedClock _clock = new();
    private readonly List<string> _happened = [];

    [Fact]
    public void What_is_due_first_happens_first_and_the_clock_stands_there()
    {
        var agenda = new Agenda(_clock, new SeededRandom(1));
        agenda.Add(null, TimeSpan.FromSeconds(2), () => _happened.Add($"second at {_clock.Elapsed}"));
        agenda.Add(null, TimeSpan.FromSeconds(1), () => _happened.Add($"first at {_clock.Elapsed}"));

        Assert.True(agenda.Step());
        Assert.True(agenda.Step());
        Assert.False(agenda.Step());
        Assert.Equal(["first at 00:00:01", "second at 00:00:02"], _happened);
    }

    [Fact]
    public void Nothing_overtakes_on_a_channel_however_long_each_takes()
    {
        var random = new SeededRandom(2);
        var agenda = new Agenda(_clock, random);
        var channel = new Channel();
        for (var number = 0; number < 100; number++)
        {
            var sent = number.ToString(System.Globalization.CultureInfo.InvariantCulture);
            agenda.Add(null, random.Between(TimeSpan.Zero, TimeSpan.FromSeconds(1)), () => _happened.Add(sent), channel);
        }

        while (agenda.Step())
        {
        }

        Assert.Equal(Enumerable.Range(0, 100).Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)), _happened);
    }

    [Fact]
    public void What_falls_on_one_instant_happens_in_an_order_that_the_seed_decides()
    {
        var orders = Enumerable.Range(0, 20).Select(seed => Order((ulong)seed)).ToList();

        Assert.True(orders.Distinct().Count() > 1);
        Assert.Equal(Order(7), Order(7));

        static string Order(ulong seed)
        {
            var happened = new List<string>();
            var agenda = new Agenda(new SimulatedClock(), new SeededRandom(seed));
            foreach (var name in new[] { "a", "b", "c", "d" })
            {
                agenda.Add(null, TimeSpan.FromSeconds(1), () => happened.Add(name));
            }

            while (agenda.Step())
            {
            }

            return string.Concat(happened);
        }
    }

    [Fact]
    public void Nothing_happens_to_whoever_is_dead_or_lived_in_what_is()
    {
        var agenda = new Agenda(_clock, new SeededRandom(1));
        var process = new Life("process");
        agenda.Add(new Life("part", process), TimeSpan.FromSeconds(1), () => _happened.Add("part"));
        process.End();

        Assert.False(agenda.Step());
        Assert.Empty(_happened);
    }
}
