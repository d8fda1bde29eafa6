using System.Text;
using System.Text.Json;
using ActorSync.Core.Dialects;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace ActorSync.Core.Tests.Dialects;

/// <summary>Names that an undoing puts back into a profile.</summary>
public sealed class ProfileOrderTests
{
    private static readonly GenesysDialect Genesys = new();

    [Theory]
    [InlineData("A,C", "A,B,C", "A,B,C")]
    [InlineData("C,A", "B,C,A", "B,C,A")]
    [InlineData("", "B", "B")]
    [InlineData("X,A,C,Y", "A,B,C", "X,A,B,C,Y")]
    [InlineData("C,A", "A,B,C", "C,A,B")]
    [InlineData("A,A", "A,B,A", "A,B,A")]
    [InlineData("A", " B ,A,B", " B ,A,B")]
    public void A_name_goes_back_to_where_it_stood_in_the_spelling_that_it_had(string now, string former, string expected) =>
        Assert.Equal(expected, string.Join(',', PutBack(now, Split(former), "B")));

    [Fact]
    public void Whatever_names_a_run_takes_from_a_list_come_back_to_the_same_list() =>
        Prop.ForAll(Gen.ArrayOf(Gen.Elements("A", "B ", "C", "b", "D")).ToArbitrary(), Gen.SubListOf("A", "B", "C", "D").ToArbitrary(), (list, taken) =>
        {
            var left = list.Where(name => !taken.Contains(name.Trim()));

            Assert.Equal(list, PutBack(string.Join(',', left), list, [.. taken.Where(id => list.Any(name => name.Trim() == id))]));
        }).Check(Cases.Usual);

    private static string[] Split(string names) => names.Length == 0 ? [] : names.Split(',');

    private static string[] PutBack(string now, string[] former, params string[] back)
    {
        var names = Split(now);
        if (back.Length == 0)
        {
            return names;
        }

        var user = new ObservedUser(
            new("u1"), null, null, UserState.Active, 1, null, null, Holdings<SkillId, Level>.Empty,
            Holdings<CertificationId, HeldCertification>.From(names.Select(name => KeyValuePair.Create(new CertificationId(name.Trim()), HeldCertification.NameOnly))), Instant.MinValue)
        {
            ProfileNames = new ProfileNames([.. names]),
        };
        var write = Genesys.NextWrite(
            user,
            [
                .. back.Select(name => new Operation.SetCertification(new(name), null, HeldCertification.NameOnly, OperationCause.Undone)
                {
                    Restores = new RestoredPlace(null, new ProfileNames([.. former])),
                }),
            ])!;
        using var body = JsonDocument.Parse(Encoding.UTF8.GetString(write.Request.Body.Span));
        return [.. body.RootElement.GetProperty("certifications").EnumerateArray().Select(name => name.GetString()!)];
    }
}
