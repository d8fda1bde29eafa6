using System.Globalization;
using System.Text;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Sources;
using NodaTime;

namespace ActorSync.Engine.Tests.Sources;

public sealed class SourceMeaningTests
{
    [Fact]
    public void The_context_has_the_culture_s_separator_and_order_and_the_zone()
    {
        var source = new SourceOptions { Culture = CultureInfo.GetCultureInfo("de-DE"), TimeZone = DateTimeZoneProviders.Tzdb["Europe/Berlin"], Mode = SourceMode.Full };

        var context = source.ToContext(Files.Taxonomy, LevelScale.IntegersOneToFive, gated: true);

        Assert.Equal((',', DateOrder.DayFirst, "Europe/Berlin"), (context.DecimalSeparator, context.Dates.Order, context.Zone.Id));
        Assert.Equal((SourceMode.Full, true), (context.Mode, context.Gated));
    }

    [Fact]
    public void A_date_format_that_the_binding_would_have_refused_makes_no_context() =>
        Assert.Throws<ArgumentException>(() => new SourceOptions { DateFormat = "%" }.ToContext(Files.Taxonomy, LevelScale.IntegersOneToFive, gated: true));

    [Fact]
    public void The_declared_encoding_replaces_what_it_cannot_decode_and_is_itself_left_as_it_is()
    {
        var strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

        Assert.Equal("\uFFFD", new SourceOptions { Encoding = strict }.TolerantEncoding()!.GetString([0xFF]));
        Assert.Throws<DecoderFallbackException>(() => strict.GetString([0xFF]));
        Assert.Null(new SourceOptions().TolerantEncoding());
    }
}
