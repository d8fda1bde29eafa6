using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;

namespace ActorSync.Core.Tests.Users;

public sealed class WishesTests
{
    [Fact]
    public void They_are_as_a_sorted_dictionary_has_them()
    {
        var random = new Random(7);
        SkillId[] ids = [.. Enumerable.Range(0, 12).Select(number => new SkillId($"s{number}"))];
        for (var round = 0; round < 200; round++)
        {
            var (wishes, model) = (new Wishes<SkillId, int>(), new SortedDictionary<SkillId, int>());
            for (var step = 0; step < 30; step++)
            {
                var id = ids[random.Next(ids.Length)];
                if (random.Next(2) == 0)
                {
                    wishes[id] = step;
                    model[id] = step;
                }
                else
                {
                    wishes.TryAdd(id, step);
                    model.TryAdd(id, step);
                }

                Assert.Equal(model, wishes);
                Assert.All(ids, each => Assert.Equal(model.ContainsKey(each), wishes.ContainsKey(each)));
            }
        }
    }
}
